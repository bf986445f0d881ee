using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;

namespace WinBack.Storage.Reporting;

/// <summary>Measures, for a file that says <c>cutPoints: base</c>, the numbers that are published with it.</summary>
public sealed class BaseCutPoints(RfmReader reader, ICampaignHistory history)
{
    /// <summary>
    /// The text to publish: with the numbers of the latest version where nothing else was changed, so that the same file again changes nothing, and
    /// else with those of the base as it is now. A text that asks for none is given back as it is.
    /// </summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">Of a file that was read without errors.</param>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The text, or why there is none: too few people to measure.</returns>
    public async Task<(string Text, CampaignError? Error)> PutIntoAsync(string fileName, string text, string campaign, CancellationToken cancel = default)
    {
        if (CutPointsText.Find(text) is not { } place)
            return (text, null);
        var version = (await history.PendingAsync(cancel)).GetValueOrDefault(campaign)?.Version;
        if (await history.FileAsync(campaign, version, cancel) is { } latest && CutPointsText.PutInto(latest.Text) is { } held && place.With(held) == latest.Text)
            return (latest.Text, null);
        var measured = await reader.ReadAsync(place.Rule.Event, place.Rule.Within, cancel: cancel);
        return measured.Cuts is { } cuts ? (place.With(cuts), null) : (text, place.TooFew(fileName, measured.People));
    }
}
