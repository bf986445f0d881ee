using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Replay;

/// <summary>What came of one campaign in a replay, counted over the persons' rows.</summary>
internal sealed record CampaignFigures
{
    public required string Campaign { get; init; }

    /// <summary>Enrolments, both arms, void ones included.</summary>
    public int Enrolled { get; init; }

    public int HeldOut { get; init; }

    /// <summary>Enrolments that a late event disproved.</summary>
    public int Void { get; init; }

    /// <summary>Enrolments whose window was still open at the end.</summary>
    public int Open { get; init; }

    /// <summary>Closed enrolments that returned, both arms.</summary>
    public int Returned { get; init; }

    /// <summary>Touches by what became of them, ghosts of the held-out included.</summary>
    public SortedDictionary<string, int> Touches { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>Reads the figures of a finished replay.</summary>
internal static class ReplayFigures
{
    /// <summary>Counts users and campaigns.</summary>
    /// <param name="run">Finished.</param>
    /// <param name="salts">How often the arms are drawn again; 0 for not at all.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<ReplayTotals> ReadAsync(ReplayRun run, int salts, CancellationToken cancel)
    {
        var people = run.Services.GetRequiredService<IPeople>();
        var users = 0;
        var tallies = run.Campaigns.ToDictionary(campaign => campaign.Id, campaign => new Tally(campaign));
        for (var shard = 0; shard < run.Services.GetRequiredService<StorageLayout>().PeopleShards; shard++)
        {
            await foreach (var user in people.AllAsync(shard, null, cancel))
            {
                users++;
                if (user.Episodes.Count == 0)
                    continue;
                var enrolments = await people.EnrolmentsAsync(user.Id, cancel);
                var ledger = await people.LedgerAsync(user.Id, null, cancel);
                foreach (var tally in tallies.Values)
                    tally.Add(user.Id, enrolments, ledger);
            }
        }

        return new(
            users,
            [.. tallies.Values.Select(tally => tally.Figures)],
            salts == 0 ? [] : [.. tallies.Values.Select(tally => ArmRedraw.Run(tally.Figures.Campaign, tally.Share, tally.Primary, salts))]);
    }

    private sealed class Tally(Campaign campaign)
    {
        public CampaignFigures Figures { get; private set; } = new() { Campaign = campaign.Id };

        public double Share => campaign.Holdout.Share;

        /// <summary>Each user's first enrolment that is closed and not void.</summary>
        public List<(string UserId, bool Returned)> Primary { get; } = [];

        public void Add(string user, IReadOnlyList<Enrolment> enrolments, IReadOnlyList<LedgerEntry> ledger)
        {
            var first = true;
            foreach (var enrolment in enrolments.Where(each => each.Campaign == campaign.Id).OrderBy(each => each.Episode))
            {
                Figures = Figures with
                {
                    Enrolled = Figures.Enrolled + 1,
                    HeldOut = Figures.HeldOut + (enrolment.Arm != Arm.Treatment ? 1 : 0),
                    Void = Figures.Void + (enrolment.Status == EnrolmentStatus.Void ? 1 : 0),
                    Open = Figures.Open + (enrolment.Outcome is null && enrolment.Status != EnrolmentStatus.Void ? 1 : 0),
                    Returned = Figures.Returned + (enrolment.Outcome?.ReturnedAt is not null ? 1 : 0),
                };
                if (first && enrolment.Status != EnrolmentStatus.Void && enrolment.Outcome is { } outcome)
                    Primary.Add((user, outcome.ReturnedAt is not null));
                first &= enrolment.Status == EnrolmentStatus.Void;
            }

            foreach (var entry in ledger.Where(each => each.Campaign == campaign.Id))
            {
                var state = entry.State.ToString().ToLowerInvariant();
                Figures.Touches[state] = Figures.Touches.GetValueOrDefault(state) + 1;
            }
        }
    }
}

/// <summary>Figures of a replay.</summary>
/// <param name="Users">Users met.</param>
/// <param name="Campaigns">By campaign.</param>
/// <param name="Redrawn">By campaign, the arms drawn again; empty when not asked for.</param>
internal sealed record ReplayTotals(int Users, IReadOnlyList<CampaignFigures> Campaigns, IReadOnlyList<RedrawnArms> Redrawn);
