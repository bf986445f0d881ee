using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.TestKit.Builders;

/// <summary>Campaigns for tests: nobody held out, no quiet hours, no caps, unless asked for.</summary>
public static class ACampaign
{
    /// <summary>A campaign whose touches are due so many days after enrolment, each on push, then SMS, then e-mail.</summary>
    public static Campaign With(params int[] touchDays) => new()
    {
        Id = "replenish",
        Version = 1,
        Name = "Replenishment",
        Status = CampaignStatus.Active,
        Goal = "purchase",
        Lapse = new(Threshold.Days(30), ["purchase"]),
        Holdout = new(Share: 0),
        Touches = [.. touchDays.Select((day, index) => Touch($"t{index + 1}", Threshold.Days(day)))],
        ExitTypes = ["purchase"],
        AttributionWindow = Threshold.Days(14),
    };

    /// <summary>One touch on the given channels; all three when none is given.</summary>
    public static Touch Touch(string id, Threshold delay, params Channel[] channels)
    {
        Channel[] order = channels.Length > 0 ? channels : [Channel.Push, Channel.Sms, Channel.Email];
        return new(
            id,
            delay,
            order,
            order.ToDictionary(channel => channel, _ => new Template("Subject", "Title", "Text", "https://shop.example/")),
            Threshold.Days(3));
    }

    /// <summary>All campaigns, each as it is now.</summary>
    public static CampaignSet Set(params Campaign[] campaigns) => new(1, campaigns, []);
}
