using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

/// <summary>Return curves of campaigns whose versions have windows of different length.</summary>
public sealed class CurvesTests
{
    private readonly Tallied _tally = new();

    /// <summary>The example of <see cref="Statistics.KaplanMeierTests"/>, person by person: weeks taken for days, and who left the study for somebody whose window ended after that day.</summary>
    [Theory]
    [InlineData(6, 21, .8571, .6197, .9516)]
    [InlineData(7, 17, .8067, .5631, .9228)]
    [InlineData(10, 15, .7529, .5032, .8894)]
    [InlineData(13, 12, .6902, .4316, .8491)]
    [InlineData(16, 11, .6275, .3675, .8049)]
    [InlineData(22, 7, .5378, .2678, .7468)]
    [InlineData(23, 6, .4482, .1881, .6801)]
    public void Curves_PublishedExampleAsWindows_AgreesToThePrintedDigit(int day, long atRisk, double away, double low, double high)
    {
        foreach (var (back, i) in new[] { 6, 6, 6, 7, 10, 13, 16, 22, 23 }.Select((each, i) => (each, i)))
            Watch($"b{i}", Arm.Treatment, back, 40);
        foreach (var (last, i) in new[] { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 }.Select((each, i) => (each, i)))
            Watch($"c{i}", Arm.Treatment, null, last + 1);

        var curve = Assert.Single(_tally.Report().Curves).Points;

        Assert.Equal([6, 7, 10, 13, 16, 22, 23], curve.Select(each => each.Day));
        var point = curve.Single(each => each.Day == day);
        Assert.Equal(atRisk, point.AtRisk);
        Assert.Equal(away, 1 - point.Returned.Value, 4);
        Assert.Equal(low, 1 - point.Returned.Interval.High, 4);
        Assert.Equal(high, 1 - point.Returned.Interval.Low, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Curves_WindowsOfSeveralLengths_AreThoseCountedPersonByPerson(int seed)
    {
        var draw = new Random(seed);
        List<(Arm Arm, double? Back, double Window)> persons = [];
        for (var i = 0; i < 400; i++)
        {
            var (arm, window) = (i % 4 == 0 ? Arm.Holdout : Arm.Treatment, new[] { 1.5, 7, 14, 14 - (1 / 24.0), 30 }[draw.Next(5)]);
            var back = draw.NextDouble() * 60;
            persons.Add((arm, back < window ? back : null, window));
            Watch($"p{i}", arm, persons[i].Back, window);
        }

        foreach (var curve in _tally.Report().Curves)
        {
            Assert.True(curve.Points.Count > 10);
            var away = 1.0;
            foreach (var point in curve.Points)
            {
                var atRisk = persons.Count(each => each.Arm == curve.Arm && (each.Back is { } back ? (int)back >= point.Day : each.Window > point.Day));
                away *= 1 - ((double)persons.Count(each => each.Arm == curve.Arm && each.Back is { } back && (int)back == point.Day) / atRisk);
                Assert.Equal((atRisk, 1 - away), (point.AtRisk, point.Returned.Value), (expected, actual) => expected.Item1 == actual.Item1 && Math.Abs(expected.Item2 - actual.Item2) < 1e-9);
            }
        }
    }

    /// <summary>
    /// Everybody comes back after a number of days that is even from 0 to 40, half are watched for 7 days and half for 30: by day 20 half of them are back. Counted as if all were watched
    /// for 30, it would be a third. Standard error of the curve .01 with 4,000 people, four of those allowed.
    /// </summary>
    [Fact]
    public void Curves_HalfWithAShortWindow_AreNotTooLowBeyondIt()
    {
        var draw = new Random(3);
        for (var i = 0; i < 4000; i++)
        {
            var (back, window) = (draw.NextDouble() * 40, i % 2 == 0 ? 7 : 30);
            Watch($"p{i}", Arm.Treatment, back < window ? back : null, window);
        }

        Assert.InRange(_tally.Report().Curves.Single().Points.Single(each => each.Day == 19).Returned.Value, .46, .54);
    }

    // Days in whole, or in part.
    private void Watch(string person, Arm arm, double? back, double window)
    {
        _tally.Enrol(person, arm);
        _tally.Add(FactKind.Outcome, person, arm, fact => fact with
        {
            At = Given.Noon.AddDays(window),
            Status = EnrolmentStatus.Completed,
            Outcome = new(back is { } days ? Given.Noon.AddDays(days) : null, null, 0),
        });
    }
}
