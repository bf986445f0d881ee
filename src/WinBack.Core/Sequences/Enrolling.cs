using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>Enters a lapsed user into a campaign: both arms alike, so that the held-out run the same plan as ghosts.</summary>
public static class Enrolling
{
    /// <summary>Whether a user may be enrolled now, as far as enrolments go: none open in this campaign, and room for one more.</summary>
    public static bool HasRoom(User user, Campaign campaign) =>
        user.Open.Count < UserLimits.OpenEnrolments && user.Open.All(open => open.Campaign != campaign.Id);

    /// <summary>
    /// Adds to the change everything an enrolment is: the open enrolment, its lasting row, the episode counter, the <c>Enrolled</c> fact,
    /// the start of the sequence and the filing of the window's close.
    /// </summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="campaign">The version to pin.</param>
    /// <param name="lapse">What the scan found.</param>
    /// <param name="zone">The person's zone: calendar delays keep their time of day there.</param>
    /// <param name="global">Whom no campaign contacts; null for nobody.</param>
    /// <returns>The enrolment; null, and nothing added, when <see cref="HasRoom"/> says no.</returns>
    public static OpenEnrolment? Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse, DateTimeZone zone, GlobalHoldout? global = null)
    {
        if (!HasRoom(change.User, campaign))
            return null;
        var open = Open(change, campaign, lapse, zone, global ?? GlobalHoldout.None);
        var before = change.User.Episodes.GetValueOrDefault(campaign.Id);
        change.User = change.User with
        {
            Open = [.. change.User.Open, open],
            Armed = lapse.Trigger is null ? change.User.Armed : [.. change.User.Armed.Where(armed => armed.Campaign != campaign.Id)],
            Episodes = new Dictionary<string, Episode>(change.User.Episodes)
            {
                [campaign.Id] = Episode.Next(before, change.Now) with { Variant = open.Variant },
            },
        };
        change.Enrolments.Add(open.ToRecord());
        change.Append(open.ToFact(FactKind.Enrolled, change.User.PersonKey, change.Now) with
        {
            Probability = open.Probability,
            VariantProbability = open.Variant?.Probability,
            GlobalShare = open.GlobalShare,
            Entry = open.Entry,
            IsFirstOfAll = open.IsFirstOfAll,
            Locale = Language(change.User.Profile),
            Segment = EnrolmentSegment.Of(campaign, change.User, change.Now),
        });
        if (before is not null)
            ClosedEnrolment.Rewrite(change, campaign.Id, before.Number, about => about with { LapsedAgainAt = change.Now });
        change.Effects.Add(new Effect.StartSequence(Start(open, change.User)));
        change.FileClose(open);
        return open;
    }

    private static OpenEnrolment Open(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse, DateTimeZone zone, GlobalHoldout global)
    {
        var (arm, probability) = ArmAssignment.Draw(campaign, change.User.Id, global);
        var touches = TouchPlan.Of(campaign, change.Now, zone);
        var before = change.User.Episodes.GetValueOrDefault(campaign.Id);
        return new OpenEnrolment
        {
            Campaign = campaign.Id,
            Version = campaign.Version,
            Episode = (before?.Number ?? 0) + 1,
            Arm = arm,
            Probability = probability,
            GlobalShare = global.Share,
            Entry = Episode.Next(before, change.Now).Entries!.Value + (change.User.MergedEntries?.GetValueOrDefault(campaign.Id) ?? 0),
            IsFirstOfAll = change.User.Episodes.Values.All(each => each.Entries == 0) && change.User.MergedEntries is null,
            Variant = VariantAssignment.Of(campaign, change.User.Id, before?.Variant),
            EnrolledAt = change.Now,
            LastActivity = lapse.LastActivity,
            LapsedBy = lapse.LapsedBy,
            Trigger = lapse.Trigger,
            LapsedAt = lapse.At,
            WindowEnds = TouchPlan.WindowEnds(campaign, touches, zone),
            Priority = campaign.Priority,
            Touches = touches,
        };
    }

    // The language alone: whole locales are too many to count by.
    private static string? Language(Profile profile) => profile.Locale?.Value is { Length: >= 2 } locale
        && locale.Split('-', '_')[0] is { Length: 2 or 3 } language && language.All(char.IsAsciiLetter) ? language.ToLowerInvariant() : null;

    private static SequenceStart Start(OpenEnrolment open, User user) => new()
    {
        InstanceId = open.InstanceId(user.PersonKey),
        UserId = user.Id,
        Campaign = open.Campaign,
        Version = open.Version,
        Episode = open.Episode,
        Touches = open.Touches,
    };
}
