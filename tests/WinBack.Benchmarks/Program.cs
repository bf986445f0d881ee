using WinBack.Benchmarks;
using WinBack.Benchmarks.Coverage;

return args switch
{
    ["coverage", .. var rest] => await DemoCoverageBenchmark.RunAsync(rest),
    ["coverage-statistics", .. var rest] => CoverageBenchmark.Run(rest),
    ["durable", .. var rest] => await DurableBenchmark.RunAsync(rest),
    ["first-send", .. var rest] => await FirstSendBenchmark.RunAsync(rest),
    ["ingest", .. var rest] => await IngestBenchmark.RunAsync(rest),
    ["judge"] => JudgeBenchmark.Run(),
    ["operations", .. var rest] => await OperationsBenchmark.RunAsync(rest),
    ["report", .. var rest] => await ReportBenchmark.RunAsync(rest),
    ["render", .. var rest] => RenderBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: WinBack.Benchmarks NAME [options]
          coverage [--runs N] [--users N] [--days N] [--first-seed N]   how often the report of a seeded demo contains what is true, and claims what is not; exit code 1 where it should not
          coverage-statistics [runs]   how often each interval of the report contains the truth, over seeded experiments; exit code 1 where one does not hold
          durable [instances]       the durable engine: cost of an episode, and instances a second
          first-send [users]        CPU per user from the due check to the first message
          ingest [users [events]]   events a second through HTTP, beside a bare SQLite loop in the same run
          judge                     µs and bytes of judging a user against 50 campaigns, and of an event that none of 50 or 500 names
          operations [bases…]       storage operations per event, check, enrolment and touch; a scan at 10,000 and 1,000,000 users
          operations --storage azurite [users]   the same as HTTP requests to the emulator, beside the operations on SQLite
          report [enrolments]       operations and time of a report over a year from rollups, of making those, and memory of an export; exit code 1 from 200 operations or a second on
          render [emails]           e-mails made a second on one core; exit code 1 below 5,000
        """);
    return 2;
}
