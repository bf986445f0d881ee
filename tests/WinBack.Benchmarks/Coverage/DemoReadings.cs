using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Local.Commands;
using WinBack.Local.Demo;
using WinBack.Storage.Campaigns;

namespace WinBack.Benchmarks.Coverage;

/// <summary>One seeded demo through the function classes on the virtual clock, and what its reports say.</summary>
internal static class DemoReadings
{
    // Six times as many carts as the demo has, for more people in less time.
    private const double DaysBetweenCarts = 40;

    /// <summary>Runs a demo in a directory of its own, which is gone afterwards.</summary>
    /// <param name="seed">Of the demo and, by the ids of its shoppers, of the arms.</param>
    /// <param name="users">Shoppers.</param>
    /// <param name="days">Days of the campaigns.</param>
    /// <param name="messagesMove">False for A/A.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidOperationException">The people whose truth is known are not the people of the report.</exception>
    public static async Task<IReadOnlyList<DemoReading>> OfAsync(int seed, int users, int days, bool messagesMove, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("winback-coverage-");
        try
        {
            var data = new DataDirectory(folder.FullName);
            var demo = new DemoOptions(data, users, days, seed) { MessagesMove = messagesMove, IdPrefix = $"shopper-{seed}", DaysBetweenCarts = DaysBetweenCarts };
            return await ReadAsync(data, await new DemoRun(demo).RunAsync(cancel), cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<DemoReading>> ReadAsync(DataDirectory data, DemoResult result, CancellationToken cancel)
    {
        await using var app = ReadOnlyApp.Open(data);
        var set = await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel);
        var readings = new List<DemoReading>();
        foreach (var (campaign, truth) in result.Truths)
        {
            var report = await ReportCommand.ReadAsync(app.Services, ReportCommand.Find(set, campaign.Id), app.Now, cancel);
            var measured = report.Lift.Return;
            if (truth.People != measured.Treatment.Of + measured.Holdout.Of)
                throw new InvalidOperationException($"{campaign.Id}: the report counts {measured.Treatment.Of} and {measured.Holdout.Of} people, and the truth is that of {truth.People}.");
            var looks = report.Looks.Select(look => look.AlwaysValid.Return).OfType<Core.Reporting.AlwaysValidEstimate>().Select(each => each.Interval);
            readings.Add(new(campaign.Id, measured, truth.People, truth.Return.Absolute, [.. looks], report.Assignment.IsBalanced));
        }

        return readings;
    }
}
