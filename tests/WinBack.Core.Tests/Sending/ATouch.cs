using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;

namespace WinBack.Core.Tests.Sending;

/// <summary>A touch that is due at noon, for a person who can be reached on every channel, unless asked otherwise.</summary>
internal static class ATouch
{
    public static readonly DateTimeOffset Noon = Given.Noon;

    /// <summary>Two touches, at once and three days later, each on push, then SMS, then e-mail.</summary>
    public static Campaign Plan => ACampaign.With(0, 3);

    /// <summary>The user, enrolled in one more campaign.</summary>
    public static User In(this User user, Campaign campaign, DateTimeOffset? at = null)
    {
        var change = new PersonChange(user, isNew: false, at ?? Noon, at ?? Noon);
        Enrolling.Enrol(change, campaign, new(Noon.AddDays(-31), Noon.AddDays(-1)), UserZone.Of(user.Profile, DateTimeZone.Utc));
        return change.User;
    }

    public static User Enrolled(Campaign? campaign = null) => AUser.Reachable().In(campaign ?? Plan);

    /// <summary>The user, contacted before by something else.</summary>
    public static User Contacted(this User user, Channel channel, params DateTimeOffset[] at) => user with
    {
        Contacts = [.. user.Contacts.Concat(at.Select((instant, i) => new Contact(instant, channel, $"other.{channel}.{i}"))).OrderBy(each => each.At)],
    };

    public static User WithOpen(this User user, Func<OpenEnrolment, OpenEnrolment> change) => user.With(user.Open[0], change);

    public static TouchQuestion Question(Campaign? campaign = null, params Campaign[] others)
    {
        var asked = campaign ?? Plan;
        return new()
        {
            Campaign = asked.Id,
            Episode = 1,
            Campaigns = ACampaign.Set([asked, .. others]),
            Status = asked.Status,
            ProjectZone = DateTimeZone.Utc,
            Served = Enum.GetValues<Channel>().ToHashSet(),
        };
    }

    public static Verdict Judge(User user, Campaign? campaign = null, DateTimeOffset? now = null) =>
        TouchJudge.Judge(Question(campaign), user, now ?? Noon);

    public static PersonChange Change(User user, DateTimeOffset? now = null) => new(user, isNew: false, now ?? Noon, now ?? Noon);

    /// <summary>What the rules said, as <c>rule</c> or <c>!rule</c> for an objection.</summary>
    public static IEnumerable<string> Said(this Verdict verdict) => verdict.Findings.Select(each => (each.Passed ? "" : "!") + each.Rule);
}
