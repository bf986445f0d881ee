using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;
using WinBack.Functions.Events;

namespace WinBack.Functions.Lapse;

/// <summary>What is answered to whoever may not post item states, or posts what is none.</summary>
internal static class CatalogueProblems
{
    /// <summary>401 without a known key, 403 with one of low trust: it may be in an app, and whoever reads it there would set our prices. Null for a trusted source.</summary>
    public static IResult? Refuse(EventSource? source) => source switch
    {
        null => Results.Problem($"The key in the header {SourceKeys.Header} is missing or unknown.", statusCode: 401, title: "No such source"),
        { Trust: SourceTrust.Low } => Results.Problem("The source's key is of low trust; item states come from a trusted source only.", statusCode: 403, title: "Not from this source"),
        _ => null,
    };

    /// <summary>400, or 413 for a body that is too large.</summary>
    public static IResult Unreadable(EventBodyException unreadable) =>
        Results.Problem(unreadable.Message, statusCode: unreadable.IsTooLarge ? 413 : 400, title: "The item states cannot be read");
}
