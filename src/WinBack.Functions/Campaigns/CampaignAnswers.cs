using Microsoft.AspNetCore.Http;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Campaigns;

/// <summary>What the functions about campaigns ask of a request and say in answer.</summary>
internal static class CampaignAnswers
{
    public static string FileName(HttpRequest request) =>
        request.Query.TryGetValue("file", out var given) && given.ToString() is { Length: > 0 and <= 200 } name ? name : "campaign.yaml";

    public static bool IsConfirmed(HttpRequest request) => request.Query["confirm"] == "true";

    public static IResult TooLarge() => Results.Problem($"The body has more than {CampaignFile.MaxBytes} bytes.", statusCode: 413, title: "The campaign file is too large");

    public static IResult HasErrors(IReadOnlyList<CampaignError> errors) => Results.Problem(
        "Nothing was published.", statusCode: 422, title: "The campaign file has errors", extensions: new Dictionary<string, object?> { ["errors"] = errors });

    public static IResult Of(Publication publication)
    {
        if (publication.File.Campaign is not { } campaign)
            return HasErrors(publication.File.Errors);
        return publication.IsHeldBack
            ? AboveCapacity(publication.Forecast!)
            : Results.Ok(new { campaign.Id, campaign.Version, Status = campaign.Status.ToString(), Ahead = publication.Forecast is { } ahead ? Ahead(ahead) : null, StaysPaused = GuardPauseText.StaysPaused(campaign) });
    }

    public static IResult AboveCapacity(EntryForecast forecast) => Results.Problem(
        $"{ForecastText.Of(forecast)} Nothing was changed; entry.maxPerDay slows it down, and ?confirm=true goes on all the same.",
        statusCode: 409,
        title: "More than the providers' limits let through",
        extensions: new Dictionary<string, object?> { ["ahead"] = Ahead(forecast) });

    public static object Ahead(EntryForecast forecast) => new
    {
        forecast.Waiting,
        forecast.Held,
        forecast.EntryDays,
        forecast.IsAboveCapacity,
        InWords = ForecastText.Of(forecast),
        Channels = forecast.Channels.Select(load => new { Channel = AttemptKey.Name(load.Channel), load.Messages, load.BusiestDay, load.PerDay, load.Days, load.IsAbove }),
    };
}
