using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class LiftVerdictTests
{
    private readonly Tallied _tally = new();

    [Theory]
    [InlineData(360, 10, "The campaign brought back more people")]
    [InlineData(180, 45, "Fewer people came back")]
    [InlineData(270, 18, "Not certain yet: one look by itself would say")]
    [InlineData(270, 30, "Too early to tell whether the campaign brings anybody back")]
    public void Verdict_OfTheInterval_ClaimsNoMoreThanIt(int treated, int held, string verdict)
    {
        _tally.Many("t", Arm.Treatment, count: 1800, returned: treated, probability: .9);
        _tally.Many("h", Arm.Holdout, count: 200, returned: held, probability: .1);

        Assert.StartsWith(verdict, _tally.Report().Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_WithoutAnyoneHeldOut_ClaimsNothing()
    {
        _tally.Many("t", Arm.Treatment, count: 100, returned: 90, probability: 1);

        Assert.StartsWith("Nobody held out has an outcome yet", _tally.Report().Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_OutcomesOfOneArmLost_PointsToTheLeakInsteadOfTheLift()
    {
        _tally.Many("t", Arm.Treatment, count: 900, returned: 400, probability: .9);
        _tally.Many("h", Arm.Holdout, count: 100, returned: 5, probability: .1);
        for (var i = 0; i < 800; i++)
            _tally.Enrol($"lost{i}", i % 10 == 0 ? Arm.Holdout : Arm.Treatment, probability: i % 10 == 0 ? .1 : .9);
        Assert.True(_tally.Report().Assignment.IsBalanced);

        for (var i = 0; i < 800; i++)
        {
            if (i % 10 == 0)
                _tally.Close($"lost{i}", Arm.Holdout, returned: false);
        }

        var report = _tally.Report();
        Assert.True(report.Assignment.Drawn.IsBalanced);
        Assert.False(report.Assignment.Analysed.IsBalanced);
        Assert.StartsWith("The arms did not come out as they were drawn", report.Verdict, StringComparison.Ordinal);
    }

    // 10 % held out of 2,000, a rate of 15 %: a lift of a tenth needs some 5,000 held out for one look, and about 2.4 times as many for every look.
    [Fact]
    public void Verdict_TooEarly_SaysHowManyMoreHeldOutItTakes()
    {
        _tally.Many("t", Arm.Treatment, count: 1800, returned: 270, probability: .9);
        _tally.Many("h", Arm.Holdout, count: 200, returned: 30, probability: .1);

        var report = _tally.Report();

        Assert.InRange(report.Detectable.MoreHeldOut!.Value, 10_000, 14_000);
        Assert.Contains("more held-out people, beside the 200 there are, to find a lift of 10 % of the rate without it (relative).", report.Verdict, StringComparison.Ordinal);
        Assert.Matches("Needs about 1[0-4],000 more", report.Verdict);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Needs about {report.Detectable.MoreHeldOut:N0} more"), report.Verdict, StringComparison.Ordinal);     // one number in both places
        Assert.Equal(0, _tally.Report(new() { WorthwhileLift = 1 }).Detectable.MoreHeldOut);
        Assert.EndsWith("A lift of 100 % of the rate without it (relative) would probably have shown by now.", _tally.Report(new() { WorthwhileLift = 1 }).Verdict, StringComparison.Ordinal);
    }

    // What the sentence promises: with so many more, at the same rates, the interval leaves out zero; with half of them it does not.
    [Fact]
    public void Verdict_NotCertainYet_SaysHowManyMoreSettleIt()
    {
        _tally.Many("t", Arm.Treatment, count: 1800, returned: 270, probability: .9);
        _tally.Many("h", Arm.Holdout, count: 200, returned: 18, probability: .1);
        var verdict = _tally.Report().Verdict;
        var more = int.Parse(verdict.Split("about ")[1].Split(' ')[0].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

        Assert.StartsWith("The campaign brought back", Grown((200 + more) / 200.0), StringComparison.Ordinal);
        Assert.StartsWith("Not certain yet", Grown((200 + (.5 * more)) / 200), StringComparison.Ordinal);

        string Grown(double times)
        {
            Tallied grown = new();
            grown.Many("t", Arm.Treatment, (int)(1800 * times), (int)(270 * times), .9);
            grown.Many("h", Arm.Holdout, (int)(200 * times), (int)(18 * times), .1);
            return grown.Report().Verdict;
        }
    }

    [Fact]
    public void Verdict_FewPeopleInDaysThatArePast_DoesNotWaitForMore()
    {
        _tally.Many("t", Arm.Treatment, count: 60, returned: 50, probability: .5);
        _tally.Many("h", Arm.Holdout, count: 45, returned: 5, probability: .5);

        Assert.StartsWith("Too few entered in these days to tell", _tally.Report(new() { IsOver = true }).Verdict, StringComparison.Ordinal);

        _tally.Enrol("open", Arm.Holdout);
        Assert.StartsWith("Too early to tell", _tally.Report(new() { IsOver = true }).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_FewPeople_SaysTooEarlyEvenWhereOneLookIsSure()
    {
        _tally.Many("t", Arm.Treatment, count: 60, returned: 50, probability: .5);
        _tally.Many("h", Arm.Holdout, count: 45, returned: 5, probability: .5);

        Assert.StartsWith("Too early to tell", _tally.Report().Verdict, StringComparison.Ordinal);
    }
}
