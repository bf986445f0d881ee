using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Holds the Due index of one shard against what its user rows say must be in it. Reads only hours in which something must be.</summary>
internal sealed class AuditedDue(int shard, DueIndex due, IPeople people, AuditRules rules, AuditLog log)
{
    private readonly Dictionary<Name, DueFiling> _expected = [];

    /// <summary>Notes what must be there for a user.</summary>
    public void Expect(User user)
    {
        foreach (var filing in OneDueRow.Expected(user, rules, log))
            _expected[Name.Of(filing)] = filing;
    }

    /// <summary>Looks for it all.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await FindAsync([.. _expected.Values.Select(filing => filing.At)], cancel);
        // The close of a window that had ended when it was filed is later than that, but not later than now: it lies in the hours the scan reads next.
        if (_expected.Values.Where(filing => filing.Kind == DueKind.Close).Select(filing => filing.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min() is var first
            && first <= rules.Now)
            await FindAsync(await HoursAsync(cancel), cancel);
        foreach (var missing in _expected.Values)
        {
            if (await IsExpectedStillAsync(missing, cancel))
                OneDueRow.Missing(missing, log);
        }
    }

    private async Task FindAsync(IReadOnlyList<DateTimeOffset> instants, CancellationToken cancel)
    {
        await foreach (var filing in due.InHoursAsync(shard, instants, cancel))
        {
            // Others are stale: the scan drops them when their hour comes.
            if (_expected.Remove(Name.Of(filing)))
                OneDueRow.Found(filing, rules, log);
        }
    }

    private async Task<IReadOnlyList<DateTimeOffset>> HoursAsync(CancellationToken cancel)
    {
        List<DateTimeOffset> hours = [];
        for (var hour = await due.SeenWatermarkAsync(shard, rules.Now, cancel); hour <= rules.Now + AuditRules.Slack; hour = hour.AddHours(1))
            hours.Add(hour);
        return hours;
    }

    // A scan beside this audit may have dealt with the row and moved the user's pointer on.
    private async Task<bool> IsExpectedStillAsync(DueFiling missing, CancellationToken cancel)
    {
        var user = await people.FindAsync(missing.UserId, cancel);
        var applies = missing.Kind == DueKind.Check ? user?.NextCheck == missing.At : user?.OpenIn(missing.Campaign!, missing.Episode) is not null;
        return applies && !await due.IsFiledAsync(missing, cancel);
    }

    /// <summary>What makes two filings the same expectation: a check its instant, a close its enrolment.</summary>
    private readonly record struct Name(DueKind Kind, string UserId, string? Campaign, int Episode, DateTimeOffset At)
    {
        public static Name Of(DueFiling filing) =>
            new(filing.Kind, filing.UserId, filing.Campaign, filing.Episode, filing.Kind == DueKind.Check ? filing.At : default);
    }
}
