using Microsoft.AspNetCore.Http;
using WinBack.Core.Sending;

namespace WinBack.Functions.Sending;

/// <summary>What the functions about one offer refuse alike.</summary>
internal static class OfferRoute
{
    private const int LongestId = 30;

    /// <summary>Null for what can be an offer's id.</summary>
    public static IResult? Refuse(string id) => id.Length <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        ? null
        : Results.Problem($"An offer's id is 1 to {LongestId} of a-z, 0-9 and -.", statusCode: StatusCodes.Status400BadRequest, title: "No such offer");

    /// <summary>Of lines that hold no code.</summary>
    public static IResult Refuse(IReadOnlyList<int> lines) => Results.Problem(
        $"No code was taken in. Line {string.Join(", ", lines)}: a code is 1 to {OfferCodeFile.LongestCode} letters, digits, '.', '_' or '-'.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "Some lines hold no code");
}
