using WinBack.Core.Campaigns;

namespace WinBack.Storage.Sending;

/// <summary>One offer, of published campaigns or with codes that wait for one, and what there is of it.</summary>
/// <param name="Id">Offer id.</param>
/// <param name="Campaigns">Campaigns whose current version makes it; empty for codes that no campaign hands out.</param>
/// <param name="Code">Pattern of its codes, or <c>pool</c>.</param>
/// <param name="Budget">Its budget; null for none. Where campaigns say different ones, that of the first.</param>
/// <param name="Currency">Of every sum; null where it is worth a percentage only.</param>
/// <param name="Counts">Its codes.</param>
public sealed record OfferState(string Id, IReadOnlyList<string> Campaigns, string Code, OfferBudget? Budget, string? Currency, OfferCounts Counts);
