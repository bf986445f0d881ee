using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;

namespace WinBack.Functions.Users;

/// <summary>The user id in the address of a request.</summary>
internal static class UserRoute
{
    /// <summary>The id as the app gave it. An escaped slash is the one character that routing leaves escaped.</summary>
    public static string Id(string given) => given.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with an id; null when nothing is.</summary>
    public static IResult? Refuse(string id) => id.Length <= EventLimits.Id ? null : Results.Problem(
        $"A user id has at most {EventLimits.Id} characters.", statusCode: StatusCodes.Status400BadRequest, title: "No user id");
}
