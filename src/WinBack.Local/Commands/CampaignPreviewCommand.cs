using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Campaigns;
using WinBack.Local.App;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>campaign preview</c>: what a campaign would say to a person, when, and why.</summary>
internal static class CampaignPreviewCommand
{
    private const int MaxProfileBytes = 128 * 1024;

    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Campaign file, YAML; need not be published." };
        var user = new Option<string?>("--user") { Description = $"A user of the data directory, or a made-up one: {string.Join(", ", SamplePeople.Ids)}. Unless said, all made-up ones.", HelpName = "USER" };
        var profile = new Option<string?>("--profile") { Description = "Instead: a person by their profile, JSON as in an event.", HelpName = "FILE" };
        var at = new Option<string?>("--at") { Description = "Instant of the assumed entry, such as 2026-11-27T18:00:00Z; the directory's now unless said.", HelpName = "INSTANT" };
        var html = new Option<string?>("--html") { Description = "Write the preview as a page to this file.", HelpName = "FILE" };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("preview", "Shows every touch on every channel as its reader would see it, and when it would go and why. Changes nothing.") { file, user, profile, at, html, data, json };
        command.SetAction(async (call, cancel) =>
        {
            if (await CampaignCommand.ReadAsync([call.GetValue(file)!], json: false, cancel) is not [var read])
                return CommandLine.Wrong;
            await using var previews = Previews.Open(new(call.GetValue(data)!));
            var when = Instant(call.GetValue(at), previews.Now);
            var reports = call.GetValue(profile) is { } given
                ? [await previews.ReadAsync(read.Campaign, await PersonAsync(given, when, cancel), when, cancel)]
                : await ForUsersAsync(previews, read.Campaign, call.GetValue(user), when, cancel);
            if (call.GetValue(html) is { } page)
                await File.WriteAllTextAsync(page, PreviewDocument.Of(read.Campaign, reports), cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(reports, JsonOutput.Options));
            else
                reports.ForEach(PreviewPrinter.Print);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<List<PreviewReport>> ForUsersAsync(Previews previews, Campaign campaign, string? user, DateTimeOffset at, CancellationToken cancel)
    {
        List<PreviewReport> reports = [];
        foreach (var id in user is null ? SamplePeople.Ids : [user])
        {
            var person = SamplePeople.Find(id, campaign, at) ?? await previews.FindAsync(id, cancel)
                ?? throw new CommandException($"Nothing was ever received of the user '{id}'; without --user the preview is for made-up people.");
            reports.Add(await previews.ReadAsync(campaign, person, at, cancel));
        }

        return reports;
    }

    private static async Task<User> PersonAsync(string file, DateTimeOffset now, CancellationToken cancel)
    {
        if (new FileInfo(file) is { Exists: true, Length: > MaxProfileBytes })
            throw new CommandException($"{file} is larger than {MaxProfileBytes} bytes.");
        try
        {
            var (person, fault) = GivenPerson.Read(JsonNode.Parse(await File.ReadAllTextAsync(file, cancel)), "given", now);
            return person ?? throw new CommandException($"{file}: {fault}");
        }
        catch (JsonException broken)
        {
            throw new CommandException($"{file} is no JSON: {broken.Message}");
        }
    }

    private static DateTimeOffset Instant(string? text, DateTimeOffset now) => text is null ? now
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is > 1990 and < 2200 ? at
        : throw new CommandException($"'{text}' is no instant; 2026-11-27T18:00:00Z is.");

    /// <summary>Previews on the data of a directory, or on none where there is none.</summary>
    private sealed class Previews(ReadOnlyApp? app) : IAsyncDisposable
    {
        public DateTimeOffset Now => app?.Now ?? TimeProvider.System.GetUtcNow();

        public static Previews Open(DataDirectory data) => new(data.Exists ? ReadOnlyApp.Open(data) : null);

        public async ValueTask<User?> FindAsync(string user, CancellationToken cancel) =>
            app is null ? null : await app.Services.GetRequiredService<Storage.Users.IPeople>().FindAsync(user, cancel);

        public async Task<PreviewReport> ReadAsync(Campaign campaign, User user, DateTimeOffset at, CancellationToken cancel) => app is null
            ? CampaignPreview.Of(new(user, campaign, CampaignSet.Empty, DateTimeZone.Utc, Enum.GetValues<Channel>().ToHashSet(), new HashSet<Channel>()), at, _ => MessageFrame.None)
            : await app.Services.GetRequiredService<PreviewReader>().ReadAsync(campaign, user, at, cancel);

        public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
