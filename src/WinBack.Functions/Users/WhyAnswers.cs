using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Users;

/// <summary>What <see cref="ExplainUser"/> answers, and how it is written.</summary>
internal static class WhyAnswers
{
    private const int LongestId = 40;

    /// <summary>What is wrong with the id of a campaign; null when nothing is, or none is named.</summary>
    public static IResult? Refuse(string? campaign) => campaign is null || IsId(campaign) ? null : Results.Problem(
        $"A campaign's id is 1 to {LongestId} of a-z, 0-9 and -; without ?campaign= every campaign is told of.", statusCode: StatusCodes.Status400BadRequest, title: "No campaign id");

    public static IResult NoSuchUser() => Results.Problem(
        "No event of this user was ever received, or everything about them was erased.", statusCode: StatusCodes.Status404NotFound, title: "No such user");

    public static IResult NoSuchCampaign(string campaign) => Results.Problem(
        $"There is no campaign '{campaign}', and this user was in none of that id.", statusCode: StatusCodes.Status404NotFound, title: "No such campaign");

    private static bool IsId(string campaign) =>
        campaign.Length is > 0 and <= LongestId && campaign.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
