using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Local.Commands;

/// <summary><c>why</c>: why a user got, or did not get, what a campaign sends.</summary>
internal static class WhyCommand
{
    public static Command Make()
    {
        var user = new Argument<string>("USER") { Description = "The user's id." };
        var campaign = new Argument<string?>("CAMPAIGN") { Description = "The campaign's id; without it every campaign is told of, those that the user entered first.", Arity = ArgumentArity.ZeroOrOne };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("why", "Tells from stored decisions why a user got, or did not get, each touch of a campaign; and why they did not enter, judged again as of now. Exit code 1 for a user of whom nothing was ever received.") { user, campaign, data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var isKnown = await app.Services.GetRequiredService<IPeople>().FindAsync(call.GetValue(user)!, cancel) is not null;
            if (call.GetValue(campaign) is { } id)
                await TellOneAsync(app.Services, call.GetValue(user)!, id, call.GetValue(json), cancel);
            else
                await TellAllAsync(app.Services, call.GetValue(user)!, call.GetValue(json), cancel);
            return isKnown ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task TellOneAsync(IServiceProvider services, string user, string campaign, bool asJson, CancellationToken cancel)
    {
        ReportCommand.Find(await services.GetRequiredService<ICampaigns>().CurrentAsync(cancel), campaign);
        var why = await services.GetRequiredService<WhyReader>().ReadAsync(user, campaign, cancel);
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(why, JsonOutput.Options));
        else
            Print(why);
    }

    private static async Task TellAllAsync(IServiceProvider services, string user, bool asJson, CancellationToken cancel)
    {
        var all = await services.GetRequiredService<WhyReader>().ReadAllAsync(user, cancel);
        if (all.LeftOut > 0)
            await Console.Error.WriteLineAsync($"{Counted.Of(all.LeftOut, "campaign more is", "campaigns more are")} left out; ask for each by its id.");
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(all.Campaigns, JsonOutput.Options));
        else
            Print(user, all.Campaigns);
    }

    private static void Print(string user, IReadOnlyList<WhyReport> campaigns)
    {
        if (campaigns.Count == 0)
            Console.WriteLine($"{user} is in no campaign: none was ever published here.");
        foreach (var entered in campaigns.Where(each => each.Enrolments.Count > 0))
            Print(entered);
        foreach (var other in campaigns.Where(each => each.Enrolments.Count == 0))
            Console.WriteLine($"{user} not in {other.Campaign}, judged as of {other.AsOf:yyyy-MM-dd HH:mm}Z: {other.NotEntered?.Reason ?? "entered a moment ago; ask again"}");
    }

    private static void Print(WhyReport why)
    {
        Console.WriteLine($"{why.UserId} in {why.Campaign}, as of {why.AsOf:yyyy-MM-dd HH:mm}Z");
        foreach (var enrolment in why.Enrolments)
            Print(enrolment);
        if (why.NotEntered is not { } not)
            return;
        Console.WriteLine($"Not entered{(why.Enrolments.Count > 0 ? " again" : "")}, judged as of {not.AsOf:yyyy-MM-dd HH:mm}Z: {not.Reason}");
        Print(not.Findings);
        Console.WriteLine(not.NextCheck is { } next ? $"  looked at again {next:yyyy-MM-dd HH:mm}Z" : "  looked at again when something happens");
    }

    private static void Print(WhyEnrolment enrolment)
    {
        Console.WriteLine($"Episode {enrolment.Episode}, version {enrolment.Version}: enrolled {enrolment.EnrolledAt:yyyy-MM-dd HH:mm}Z in {enrolment.Arm.ToString().ToLowerInvariant()} (drawn with probability {enrolment.Probability:0.##}){(enrolment.Variant is { } variant ? $", variant {variant.Id} (drawn with probability {variant.Probability:0.##})" : "")}; {enrolment.LapsedBecause}");
        Console.WriteLine($"  {enrolment.Status.ToString().ToLowerInvariant()}; window {(enrolment.Outcome is null ? "ends" : "closed")} {enrolment.WindowEnds:yyyy-MM-dd HH:mm}Z{(enrolment.Outcome is null ? "" : $"; {OutcomeText.Of(enrolment, at => $"{at:yyyy-MM-dd HH:mm}Z")}")}");
        foreach (var touch in enrolment.Touches)
        {
            Console.WriteLine($"  touch {touch.Touch}{(touch.Kind is { } kind ? $" ({KindText.Of(kind)})" : "")}{(touch.PlannedAt is { } at ? $", planned {at:yyyy-MM-dd HH:mm}Z" : "")}{(touch.NotReached is { } reason ? $": {reason}" : "")}");
            foreach (var decision in touch.Decisions)
            {
                Console.WriteLine($"    {decision.At:yyyy-MM-dd HH:mm}Z {(decision.Channel is { } channel ? AttemptKey.Name(channel) + " " : "")}{decision.State.ToString().ToLowerInvariant()}{(decision.Reason is { } why ? $": {why}" : "")}");
                Print(decision.Findings);
            }
        }
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Console.WriteLine($"      {(finding.Passed ? "+" : "-")} {finding.Rule}: {finding.Detail}");
    }
}
