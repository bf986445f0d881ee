using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.TestKit.World;

/// <summary>Builders with a plain default for everything a test does not care about.</summary>
public static class Given
{
    /// <summary>A Tuesday noon on which most tests begin.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A user with a person key of their own.</summary>
    public static User User(string id = "anna") => new() { Id = id, PersonKey = "key-of-" + id };

    /// <summary>A purchase.</summary>
    public static IncomingEvent Purchase(DateTimeOffset at, string id = "order-1", string user = "anna", decimal? value = 20) =>
        new() { Id = id, UserId = user, Type = "purchase", At = at, Value = value };

    /// <summary>An event of any type.</summary>
    public static IncomingEvent Event(string type, DateTimeOffset at, string id = "event-1", string user = "anna") =>
        new() { Id = id, UserId = user, Type = type, At = at };

    /// <summary>An e-mail address with consent, dated as given.</summary>
    public static IncomingEvent Reachable(DateTimeOffset at, string id = "profile-1", string user = "anna") => new()
    {
        Id = id,
        UserId = user,
        Type = IncomingEvent.ProfileType,
        At = at,
        Profile = new()
        {
            Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new($"{user}@example.com", at) },
            Consents = new Dictionary<string, GivenConsent> { ["email"] = new(true, at, "signup-form") },
        },
    };

    /// <summary>A consent given or withdrawn for e-mail.</summary>
    public static IncomingEvent Consent(bool given, DateTimeOffset at, string id, string user = "anna") => new()
    {
        Id = id,
        UserId = user,
        Type = IncomingEvent.ProfileType,
        At = at,
        Profile = new() { Consents = new Dictionary<string, GivenConsent> { ["email"] = new(given, at, "preference-centre") } },
    };

    /// <summary>An active campaign: 30 days since purchase, one e-mail at once, a window of 14 days after it, nobody held out.</summary>
    public static Campaign Campaign(string id = "replenish", string after = "P30D") => new()
    {
        Id = id,
        Version = 1,
        Name = "Replenish",
        Status = CampaignStatus.Active,
        Goal = "purchase",
        Lapse = new(Threshold(after), ["purchase"]),
        Holdout = new(0, id),
        Touches = [Touch("reminder", "PT0H")],
        ExitTypes = ["purchase"],
        AttributionWindow = Core.Campaigns.Threshold.Days(14),
    };

    /// <summary>A touch by e-mail.</summary>
    public static Touch Touch(string id, string delay, params Channel[] channels)
    {
        channels = channels.Length == 0 ? [Channel.Email] : channels;
        return new(
            id,
            Threshold(delay),
            channels,
            channels.ToDictionary(channel => channel, channel => new Template(
                channel == Channel.Email ? "Hello" : null, channel == Channel.Push ? "Hello" : null, "Hello {{name}}", "https://shop.example/again")),
            Core.Campaigns.Threshold.Days(3));
    }

    /// <summary><c>P30D</c> or <c>PT12H</c>.</summary>
    public static Threshold Threshold(string text) => text.StartsWith("PT", StringComparison.Ordinal)
        ? Core.Campaigns.Threshold.Elapsed(System.Xml.XmlConvert.ToTimeSpan(text))
        : Core.Campaigns.Threshold.Calendar(NodaTime.Text.PeriodPattern.Roundtrip.Parse(text).Value);

    /// <summary>A set of version 1 of these campaigns.</summary>
    public static CampaignSet Set(params Campaign[] campaigns) => new(1, campaigns, []);

    /// <summary>A change of a user at noon.</summary>
    public static PersonChange Change(User user, DateTimeOffset? now = null) => new(user, isNew: false, now ?? Noon, now ?? Noon);
}
