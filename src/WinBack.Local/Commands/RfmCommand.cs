using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>rfm</c>: cut points of recency, frequency and value as the people here have them, to put into a campaign file.</summary>
internal static class RfmCommand
{
    public static Command Make()
    {
        var type = new Option<string>("--event") { Description = "What is scored: an event type.", HelpName = "TYPE", DefaultValueFactory = _ => "purchase" };
        var days = Option.Number("--days", "UTC days that count, back from now.", 365, 1, RecentSums.LongestWindow);
        var all = new Option<bool>("--all") { Description = $"Look at everybody; unless said, at {ReachReader.Enough:N0} users or a few more." };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("rfm", "Measures how recently, how often and for how much people bought: the quintiles as cut points for a campaign's rfm, and how many people each segment holds. Changes nothing.") { type, days, all, data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var measured = await app.Services.GetRequiredService<RfmReader>()
                .ReadAsync(call.GetValue(type)!, call.GetValue(days), call.GetValue(all) ? int.MaxValue : ReachReader.Enough, cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(measured, JsonOutput.Options));
            else
                Print(measured);
            return measured.Cuts is null ? CommandLine.Wrong : CommandLine.Good;
        });
        return command;
    }

    private static void Print(RfmBase measured)
    {
        Say($"{measured.People:N0} of {Counted.Of(measured.Looked, "user")} looked at ({measured.Share:P0} of all) did {measured.Event}, as far as sums are kept");
        if (measured.Cuts is not { } cuts)
        {
            Say($"  too few to measure: it takes {RfmCuts.LeastPeople}");
            return;
        }

        Say($"");
        Say($"  people by recency (down) and frequency (across){(measured.Share < 1 ? ", projected to all" : "")}");
        Say($"  {"",4}{string.Concat(Enumerable.Range(1, RfmRule.Cuts + 1).Select(score => $"{score,10}"))}");
        foreach (var row in measured.Cells.GroupBy(cell => cell.Recency))
            Say($"  {row.Key,4}{string.Concat(row.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell.People,10:N0}")))}");
        Say($"");
        var everybody = Math.Max(1, measured.Cells.Sum(cell => cell.People));
        foreach (var (segment, people) in measured.Segments)
            Say($"  {segment,-20}{people,10:N0}{100.0 * people / everybody,7:0.0} %");
        Say($"");
        Say($"To put into a campaign file; or say cutPoints: base, and publication measures them:");
        Say($"");
        Say($"rfm:");
        Say($"  event: {measured.Event}");
        Say($"  within: P{measured.Within}D");
        Say($"  recency: {CutPointsText.Words(cuts.Recency)}");
        Say($"  frequency: {CutPointsText.Words(cuts.Frequency)}");
        Say($"  monetary: {CutPointsText.Words(cuts.Monetary)}");
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
