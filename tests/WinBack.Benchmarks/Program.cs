using WinBack.Benchmarks;

return args switch
{
    ["durable", .. var rest] => await DurableBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: WinBack.Benchmarks NAME [options]
          durable [instances]       the durable engine: cost of an episode, and instances a second
        """);
    return 2;
}
