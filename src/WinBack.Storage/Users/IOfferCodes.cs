using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>The table of offers, as the effects of a person's change need it. Both may be repeated.</summary>
public interface IOfferCodes
{
    /// <summary>Notes that a person's row holds the code: from now on nobody may take it for one that a crash left behind.</summary>
    Task KeepAsync(string offer, OfferPlace place, CancellationToken cancel);

    /// <summary>Gives a code back that a person's row held and never used, and its part of the budget with it.</summary>
    Task ReturnAsync(string offer, OfferPlace place, CancellationToken cancel);
}
