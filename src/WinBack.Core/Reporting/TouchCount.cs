using System.Text.Json.Serialization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Hand-overs of one touch on one channel.</summary>
public sealed record TouchCount
{
    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>The channel they went by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]     // rollups leave out what is zero, and push is
    public required Channel Channel { get; init; }

    /// <summary>What the touch is meant to be; null where the campaign does not say.</summary>
    public TouchKind? Kind { get; init; }

    /// <summary>Messages that the provider took.</summary>
    public long Accepted { get; init; }

    /// <summary>Messages that the provider refused.</summary>
    public long Refused { get; init; }

    /// <summary>Messages of which nobody knows whether they left; never repeated.</summary>
    public long Unknown { get; init; }

    /// <summary>Messages that passed every rule and would have gone out, but the person is held out.</summary>
    public long WouldSend { get; init; }

    /// <summary>Messages that arrived, as far as the provider reports it.</summary>
    public long Delivered { get; init; }

    /// <summary>Messages that did not arrive, by the provider's report.</summary>
    public long Undelivered { get; init; }

    /// <summary>Messages that somebody complained about.</summary>
    public long Complained { get; init; }

    /// <summary>Messages that a person opened, as far as an app or mail program tells; scanners are left out.</summary>
    public long Opened { get; init; }

    /// <summary>Messages whose link a person followed; scanners and previews are left out.</summary>
    public long Clicked { get; init; }

    /// <summary>Both together, of the same touch and channel.</summary>
    internal TouchCount With(TouchCount other) => this with
    {
        Accepted = Accepted + other.Accepted,
        Refused = Refused + other.Refused,
        Unknown = Unknown + other.Unknown,
        WouldSend = WouldSend + other.WouldSend,
        Delivered = Delivered + other.Delivered,
        Undelivered = Undelivered + other.Undelivered,
        Complained = Complained + other.Complained,
        Opened = Opened + other.Opened,
        Clicked = Clicked + other.Clicked,
    };
}
