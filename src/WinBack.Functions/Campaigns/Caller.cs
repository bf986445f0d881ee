using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Campaigns;

/// <summary>Who asks, for the record of who did what.</summary>
internal static class Caller
{
    /// <summary>Longest name that is kept, in characters.</summary>
    public const int MaxLength = 200;

    // Set by App Service authentication, which takes it out of requests that bring their own. Without it, who has the key says who they are.
    private const string Vouched = "X-MS-CLIENT-PRINCIPAL-NAME";

    /// <summary>The name the platform vouches for, or else what <c>?by=</c> says; null when neither says anything.</summary>
    public static string? NameOf(HttpRequest request) => Text(request.Headers[Vouched].ToString()) ?? Text(request.Query["by"].ToString());

    /// <summary>The answer to who must say who they are, and does not.</summary>
    public static IResult Nameless() => Results.Problem(
        $"Approval needs to know who published and who approves: say ?by= and a name of up to {MaxLength} characters, or turn on App Service authentication.",
        statusCode: 400,
        title: "Who is asking?");

    private static string? Text(string given)
    {
        var name = new string([.. given.Where(c => !char.IsControl(c))]).Trim();
        return name.Length is > 0 and <= MaxLength ? name : null;
    }
}
