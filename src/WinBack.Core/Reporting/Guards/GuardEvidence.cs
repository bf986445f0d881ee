using WinBack.Core.Events;
using WinBack.Core.Outcomes;

namespace WinBack.Core.Reporting.Guards;

/// <summary>What guards judge by.</summary>
/// <param name="Report">Of the campaign, since its first day.</param>
/// <param name="Usable">Codes that may still be used, see <see cref="CampaignCost.UsableSince"/>.</param>
/// <param name="Lately">Hand-overs of the last days, or since the campaign was resumed if that is later.</param>
/// <param name="Prices">Of messages.</param>
/// <param name="Money">Their currency, and what others are worth in it.</param>
public sealed record GuardEvidence(CampaignReport Report, IReadOnlyCollection<OfferCount> Usable, HandOvers Lately, OutcomeOptions Prices, MoneyOptions Money);
