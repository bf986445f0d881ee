using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>The words that answers about one person share.</summary>
internal static class ReportText
{
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Why a user counts as lapsed, or which event entered them.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="last">The decisive activity, or the event.</param>
    /// <param name="silences">The silences that were reached; null where they were not kept.</param>
    /// <param name="lapsedAt">When.</param>
    public static string Lapse(Campaign campaign, DateTimeOffset? last, IReadOnlyList<ReachedSilence>? silences, DateTimeOffset lapsedAt)
    {
        if (campaign.On is { } on)
            return $"{on.Said} {(last is { } at ? At(at) : "at an instant not kept")}{Unless(on)}, so {on.After} after it were reached {At(lapsedAt)}";
        var rule = campaign.Lapse!;
        if (silences is null or [])
            return Silence(rule, new(0, last ?? default, last is not null, rule.Parts[0].After.ToString(), lapsedAt, How: null));
        return string.Join(rule.Join == LapseJoin.All ? "; and " : "; or ", silences.Select(silence => Silence(rule, silence)));
    }

    /// <summary>The event types that a rule counts, or the one that enters users.</summary>
    public static string Activity(Campaign campaign) => Activity(campaign.Lapse?.Since ?? [campaign.On!.Event]);

    private static string Silence(LapseRule rule, ReachedSilence silence)
    {
        var part = rule.Parts[silence.Part];
        var share = rule.AtRisk is { } atRisk ? string.Create(CultureInfo.InvariantCulture, $"{atRisk * 100:0.#} % of ") : "";
        var threshold = $"{share}{silence.Threshold}{(silence.How is { } how ? $" ({how})" : "")}";
        return silence.WasActive
            ? $"no {Activity(part.Since)} since {At(silence.From)}, so {threshold} of silence were reached {At(silence.At)}"
            : $"no {Activity(part.Since)} ever; {threshold} after the first event were reached {At(silence.At)}";
    }

    /// <summary>Event types in words.</summary>
    public static string Activity(IReadOnlyList<string> since) => since.Count == 0 ? "activity" : string.Join(" or ", since);

    private static string Unless(EventTrigger on) => on.Unless.Count == 0 ? "" : $" and no {string.Join(" or ", on.Unless)} since";
}
