using System.Runtime.CompilerServices;
using WinBack.Core.Reporting.Export;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Streams what reporting counts, for analysts.</summary>
public sealed class FactExport(IFacts facts)
{
    /// <summary>Facts by day of enrolment and key; one page is in memory at a time.</summary>
    public IAsyncEnumerable<Fact> FactsAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel = default) => facts.ReadAsync(campaign, from, to, cancel);

    /// <summary>Enrolments by day, one row each; those of one shard of a day are in memory at a time.</summary>
    public async IAsyncEnumerable<ExportedEnrolment> EnrolmentsAsync(string campaign, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            for (var shard = 0; shard < facts.Shards; shard++)
            {
                var rows = new Dictionary<(string Person, int Episode), ExportedEnrolment>();
                await foreach (var fact in facts.ReadShardAsync(campaign, day, shard, cancel))
                {
                    if (fact.Kind == FactKind.Enrolled)
                        rows[(fact.Person, fact.Episode)] = new(fact);
                    else
                        rows.GetValueOrDefault((fact.Person, fact.Episode))?.Add(fact);
                }

                foreach (var row in rows.Values)
                    yield return row;
            }
        }
    }
}
