using WinBack.Core.Users;

namespace WinBack.TestKit.Builders;

/// <summary>Users for tests.</summary>
public static class AUser
{
    /// <summary>Long ago: when everything about the user was said.</summary>
    public static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A user with an address and consent on every channel, in UTC.</summary>
    public static User Reachable(string id = "anna") => new()
    {
        Id = id,
        PersonKey = "k7f2m9k7f2m9k7f2",
        Profile = new()
        {
            Name = new("Anna", Before),
            Email = new($"{id}@example.com", Before),
            Phone = new("+4915112345678", Before),
            TimeZone = new("Etc/UTC", Before),
            Installations = [new("phone", "fcm", "token-1", Before)],
            Consents = new Dictionary<Channel, Consent>
            {
                [Channel.Push] = new(Given: true, Before, "app"),
                [Channel.Sms] = new(Given: true, Before, "form"),
                [Channel.Email] = new(Given: true, Before, "form"),
            },
        },
    };

    /// <summary>This user with an answer about one channel.</summary>
    public static User Saying(this User user, Channel channel, bool given, DateTimeOffset? at = null) => user with
    {
        Profile = user.Profile with
        {
            Consents = new Dictionary<Channel, Consent>(user.Profile.Consents) { [channel] = new(given, at ?? Before, "form") },
        },
    };

    /// <summary>This user living in another zone.</summary>
    public static User In(this User user, string zone) => user with { Profile = user.Profile with { TimeZone = new(zone, Before) } };
}
