using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Rollups;

/// <summary>Sums over the outcomes of one cell of a rollup: enough for every rate, mean and error of a report. Two of them add up.</summary>
public sealed class OutcomeSums
{
    /// <summary>Enrolments with an outcome.</summary>
    public long Count { get; set; }

    /// <summary>With a return in the window.</summary>
    public long Returned { get; set; }

    /// <summary>With a conversion in the window.</summary>
    public long Converted { get; set; }

    /// <summary>Net revenue.</summary>
    public decimal Revenue { get; set; }

    /// <summary>Sum of its squares.</summary>
    public double RevenueSquared { get; set; }

    /// <summary>Cost of messages.</summary>
    public decimal MessageCost { get; set; }

    /// <summary>Cost of used codes.</summary>
    public decimal OfferCost { get; set; }

    /// <summary>Enrolments during which another campaign contacted the person.</summary>
    public long Contaminated { get; set; }

    /// <summary>Contacts by other campaigns.</summary>
    public long OtherContacts { get; set; }

    /// <summary>Returns by whole days since enrolment; null for none.</summary>
    public SortedDictionary<int, long>? ReturnDays { get; set; }

    /// <summary>Those who did not return, by the last day of their window: few distinct ones, since versions of a campaign have few lengths. Null for none.</summary>
    public SortedDictionary<int, long>? AwayDays { get; set; }

    /// <summary>By channel, what is credited to it; null for nothing.</summary>
    public SortedDictionary<Channel, ChannelCredit>? Credits { get; set; }

    /// <summary>Adds one outcome.</summary>
    /// <param name="enrolment">With an outcome.</param>
    /// <param name="withDays">Whether to count its day of return, or the last of its window without one, and what is credited to channels.</param>
    internal void Add(EnrolmentTally enrolment, bool withDays = false)
    {
        var outcome = enrolment.Outcome!;
        Count++;
        Returned += outcome.ReturnedAt is null ? 0 : 1;
        Converted += outcome.ConvertedAt is null ? 0 : 1;
        Revenue += outcome.Revenue;
        RevenueSquared += (double)outcome.Revenue * (double)outcome.Revenue;
        if (withDays && enrolment.ReturnDay is { } day)
            AddDay(ReturnDays ??= [], day, 1);
        else if (withDays && enrolment.LastDay is { } last)
            AddDay(AwayDays ??= [], last, 1);
        if (enrolment.About is not { } about)
            return;
        MessageCost += about.MessageCost;
        OfferCost += about.OfferCost;
        Contaminated += about.OtherContacts > 0 ? 1 : 0;
        OtherContacts += about.OtherContacts;
        foreach (var (channel, credit) in withDays ? about.Credits ?? NoCredit : NoCredit)
            AddCredit(new(channel, credit.Conversions, credit.Revenue, credit.DirectConversions, credit.DirectRevenue));
    }

    /// <summary>Adds all of another.</summary>
    internal void Add(OutcomeSums other)
    {
        Count += other.Count;
        Returned += other.Returned;
        Converted += other.Converted;
        Revenue += other.Revenue;
        RevenueSquared += other.RevenueSquared;
        MessageCost += other.MessageCost;
        OfferCost += other.OfferCost;
        Contaminated += other.Contaminated;
        OtherContacts += other.OtherContacts;
        foreach (var (day, count) in other.ReturnDays ?? [])
            AddDay(ReturnDays ??= [], day, count);
        foreach (var (day, count) in other.AwayDays ?? [])
            AddDay(AwayDays ??= [], day, count);
        foreach (var (_, credit) in other.Credits ?? [])
            AddCredit(credit);
    }

    internal OutcomeSum ToSum() => new(Count, Returned, Converted, Revenue);

    internal Proportion ReturnRate => new(Returned, Count);

    internal Proportion ConversionRate => new(Converted, Count);

    internal Moments RevenuePerUser => Count == 0 ? default : Moments.OfSums((double)Revenue, RevenueSquared, Count);

    private static readonly Dictionary<Channel, CreditSum> NoCredit = [];

    private void AddCredit(ChannelCredit credit)
    {
        Credits ??= [];
        Credits[credit.Channel] = Credits.TryGetValue(credit.Channel, out var held) ? held.With(credit) : credit;
    }

    private static void AddDay(SortedDictionary<int, long> days, int day, long count) => days[day] = days.GetValueOrDefault(day) + count;
}
