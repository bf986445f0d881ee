using System.Diagnostics;
using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;

namespace WinBack.Benchmarks;

/// <summary>
/// What deciding costs, without storage: a due check of one user against 50 active campaigns of every kind, and an event that no campaign names with
/// 50 and 500 active. Exit code 1 above what is allowed.
/// </summary>
internal static class JudgeBenchmark
{
    private const double MostMicroseconds = 200;

    private static readonly DateTimeOffset Now = Given.Noon;

    public static int Run()
    {
        Console.WriteLine("deciding, per user                                       µs        bytes");
        var set = new CampaignSet(1, [.. Enumerable.Range(0, 50).Select(Campaign)], []);
        var (few, many) = (Person(1_000, campaigns: set), Person(100_000, campaigns: set));
        var small = Print("due check against 50 campaigns, 1,000 events", () => Check(few, set));
        var large = Print("due check against 50 campaigns, 100,000 events", () => Check(many, set));
        var (fifty, five) = (Unrelated(50), Unrelated(500));
        var (a, b) = (Person(100, campaigns: fifty), Person(100, campaigns: five));
        var at50 = Print("an event that none of 50 campaigns names", () => Apply(a, fifty));
        var at500 = Print("an event that none of 500 campaigns names", () => Apply(b, five));
        var good = large.Microseconds < MostMicroseconds
            && large.Bytes < small.Bytes * 1.05        // the days that a rhythm is told from are 25 at most
            && Math.Abs(at500.Bytes - at50.Bytes) < 64 && at500.Microseconds < at50.Microseconds * 3;   // a walk over all would cost ten times as much
        Console.WriteLine(good ? "  within what is allowed" : $"  ABOVE what is allowed: {MostMicroseconds} µs, no bytes by history, no cost by campaigns");
        return good ? 0 : 1;
    }

    private static (double Microseconds, double Bytes) Print(string what, Action once)
    {
        const int rounds = 2_000;
        for (var i = 0; i < rounds; i++)
            once();
        var best = double.MaxValue;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 10; run++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < rounds; i++)
                once();
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / rounds);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (10.0 * rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-54}{best,6:0.0}{each,13:0}"));
        return (best, each);
    }

    private static void Check(User user, CampaignSet set)
    {
        var change = new PersonChange(user with { NextCheck = Now }, isNew: false, Now, Now);
        new CheckDecision(set, new Enrols(), new Everybody(), DateTimeZone.Utc).Decide(change, Now);
    }

    // The reactions of a host, in their order.
    private static void Apply(User user, CampaignSet set)
    {
        var change = new PersonChange(user, isNew: false, Now, Now);
        var given = Given.Event("view", Now, "now");
        EventApplication.Apply(change, given);
        IUserReaction[] reactions =
        [
            new ReturnReaction(set, DateTimeZone.Utc), new OptOutReaction(set), new PushOpenedReaction(),
            new TriggerReaction(set, new Enrols(), DateTimeZone.Utc), new NextCheckReaction(set, DateTimeZone.Utc),
        ];
        foreach (var reaction in reactions)
            reaction.React(change, user, given);
    }

    private static User Person(int events, CampaignSet campaigns)
    {
        var change = new PersonChange(Given.User(), isNew: false, Now, Now);
        string[] types = ["purchase", "app_opened", "view", "wish", "review"];
        for (var i = 0; i < events; i++)
            EventApplication.Apply(change, Given.Event(types[i % types.Length], Now.AddHours(-i * 5 - 1), $"e{i}"));
        var attributes = Enumerable.Range(0, 20).ToDictionary(i => $"a{i}", i => new Stamped<FieldValue?>(FieldValue.Of($"v{i}"), Now));
        return change.User with
        {
            JudgedBy = campaigns.Version,
            Profile = change.User.Profile with { Attributes = attributes },
            Armed = [.. campaigns.Active.Where(each => each.On is not null).Take(UserLimits.ArmedTriggers).Select(each => new ArmedTrigger(each.Id, "e", Now.AddMinutes(-5)))],
        };
    }

    // A fifth of each kind, most of them with an audience; the user lapses from none, as most who are looked at.
    private static Campaign Campaign(int i)
    {
        var campaign = Given.Campaign($"c{i:000}") with
        {
            Audience = new Condition.All([
                new Condition.Field("attributes.a3", Comparison.In, [FieldValue.Of("v1"), FieldValue.Of("v3")]),
                new Condition.Field("activity.purchase.count", Comparison.AtLeast, [FieldValue.Of(1)]),
            ]),
        };
        SilenceRule any = new(Threshold.Days(60 + i), []), purchase = new(Threshold.Days(90 + i), ["purchase", "wish"]);
        return (i % 5) switch
        {
            0 => campaign with { Lapse = new(Threshold.Days(30 + i), ["purchase"]) },
            1 => campaign with { Lapse = new(LapseJoin.All, [purchase with { Rhythm = new() { Floor = Threshold.Days(30) } }]) },
            2 => campaign with { Lapse = new(LapseJoin.All, [any with { Rhythm = new() { Floor = Threshold.Days(30) } }, purchase]) { AtRisk = 0.7 } },
            3 => campaign with { Lapse = new(LapseJoin.Any, [any with { Segments = [new(campaign.Audience!, Threshold.Days(70)), new(campaign.Audience!, Threshold.Days(80))] }, purchase]) },
            _ => campaign with { Lapse = null, On = new("purchase", Given.Threshold("PT1H"), ["review", "refund"]) },
        };
    }

    private static CampaignSet Unrelated(int count) => new(
        1,
        [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? Campaign(0) with { Id = $"c{i}" } : Campaign(4) with { Id = $"c{i}", On = new($"other{i}", Threshold.Zero, []) })],
        []);

    private sealed class Enrols : IEnroller
    {
        public void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse) => Enrolling.Enrol(change, campaign, lapse, DateTimeZone.Utc);
    }

    private sealed class Everybody : IAdmission
    {
        public DateTimeOffset? Admit(Campaign campaign, string userId) => null;
    }
}
