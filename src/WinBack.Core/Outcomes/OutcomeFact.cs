using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>Makes the one outcome fact of an enrolment that ends.</summary>
internal static class OutcomeFact
{
    /// <summary>The fact, kept under the day of the enrolment.</summary>
    /// <param name="user">Whose it is, as of the close.</param>
    /// <param name="closed">The enrolment, its attempts settled.</param>
    /// <param name="prices">Of messages.</param>
    /// <param name="currency">Of the prices, and of all that is counted.</param>
    public static Fact Of(User user, OpenEnrolment closed, OutcomeOptions prices, string currency) => closed.ToFact(FactKind.Outcome, user.PersonKey, closed.WindowEnds) with
    {
        Outcome = new(closed.ReturnedAt, closed.ConvertedAt, closed.Revenue),
        EnrolledAt = closed.EnrolledAt,
        Status = closed.Status,
        Probability = closed.Probability,
        GlobalShare = closed.GlobalShare,
        Entry = closed.Entry == 0 ? null : closed.Entry,
        IsFirstOfAll = closed.IsFirstOfAll,
        About = Detail(user, closed, prices, currency),
    };

    private static OutcomeDetail Detail(User user, OpenEnrolment closed, OutcomeOptions prices, string currency)
    {
        var own = closed.InstanceId(user.PersonKey) + ":";
        var messages = user.Contacts.Where(each => each.Attempt.StartsWith(own, StringComparison.Ordinal))
            .GroupBy(each => each.Channel).OrderBy(each => each.Key).ToDictionary(each => each.Key, each => each.Count());
        return new()
        {
            TriggeredAt = closed.TriggeredAt,
            FirstChannel = closed.FirstChannel,
            Messages = messages.Count == 0 ? null : messages,
            MessageCost = messages.Sum(each => each.Value * prices.Of(each.Key)),
            OfferCost = user.Offers.Where(each => each.IsOf(closed)).Sum(each => each.Cost ?? 0),
            Currency = currency,
            OtherContacts = user.Contacts.Count(each => each.At > closed.EnrolledAt && each.At < closed.WindowEnds && !each.Attempt.StartsWith(own, StringComparison.Ordinal)),
            FollowUp = closed.FollowUp,
            Credits = closed.Credits,
            Before = closed.Entry < 2 || user.Episodes.GetValueOrDefault(closed.Campaign)?.Later is not { } later || later.Arm != closed.Arm ? null : later,
        };
    }
}
