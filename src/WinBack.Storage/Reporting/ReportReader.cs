using WinBack.Core.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Reads a campaign's facts into its report.</summary>
public sealed class ReportReader(IFacts facts)
{
    /// <summary>Makes the report. Streams; memory grows with the number of persons enrolled and with nothing else.</summary>
    /// <param name="campaign">Campaign id; an unknown one gives a report of zeros.</param>
    /// <param name="from">First UTC day, usually of the publication; enrolments before it are left out.</param>
    /// <param name="to">Last UTC day.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<CampaignReport> ReadAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        var tally = new CampaignTally(campaign, from, to);
        await foreach (var fact in facts.ReadAsync(campaign, from, to, cancel))
            tally.Add(fact);
        return tally.ToReport();
    }
}
