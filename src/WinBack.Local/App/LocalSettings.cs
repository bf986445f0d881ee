using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using WinBack.Core.Events;
using WinBack.Core.Reporting;
using WinBack.Local.Hosting;

namespace WinBack.Local.App;

/// <summary>The app's settings on this machine: a settings file as Core Tools reads it, the directory's secrets, then what the caller says.</summary>
internal static class LocalSettings
{
    /// <summary>Name of the settings file, looked for in the current directory.</summary>
    public const string FileName = "local.settings.json";

    // Nothing comes by queue then, unless somebody says otherwise: to apply what waited there before, say.
    private static readonly Dictionary<string, string?> QueuesOff = new()
    {
        ["AzureWebJobs.ApplyQueuedEvents.Disabled"] = "true",
        ["AzureWebJobs.ReceiveFeedback.Disabled"] = "true",
    };

    private static readonly JsonSerializerOptions Lenient = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Makes the settings. The directory's own source and hash key stand whatever the file says: what was stored here needs them.</summary>
    /// <param name="secrets">Of the directory.</param>
    /// <param name="port">The host will listen on; 0 when it is not known yet.</param>
    /// <param name="file">Settings file, or null.</param>
    /// <param name="overrides">What stands above everything.</param>
    public static IConfiguration Make(LocalSecrets secrets, int port, string? file, IReadOnlyDictionary<string, string?> overrides)
    {
        var said = Said(secrets, port, file, overrides);
        return UsesQueues(said) ? said : new ConfigurationBuilder().AddInMemoryCollection(QueuesOff).AddConfiguration(said).Build();
    }

    /// <summary>Whether posted events go by way of a queue.</summary>
    public static bool UsesQueues(IConfiguration settings) => nameof(IngestMode.ServiceBus).Equals(settings["Ingest:Mode"], StringComparison.OrdinalIgnoreCase);

    private static IConfigurationRoot Said(LocalSecrets secrets, int port, string? file, IReadOnlyDictionary<string, string?> overrides) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Lapse:ScanSchedule"] = "0 */5 * * * *",
            ["Reporting:AuditSchedule"] = new ReportingOptions().AuditSchedule,
            ["Reporting:RollupSchedule"] = new ReportingOptions().RollupSchedule,
            ["Retention:Schedule"] = new RetentionOptions().Schedule,
            ["Ingest:EventsQueue"] = new IngestOptions().EventsQueue,
            ["Ingest:FeedbackQueue"] = new IngestOptions().FeedbackQueue,
            ["Links:BaseUrl"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{(port == 0 ? LocalHostOptions.DefaultPort : port)}"),
            ["Links:Keys:0:Id"] = "local",
            ["Links:Keys:0:Secret"] = secrets.LinkSecret,
        })
        .AddInMemoryCollection(file is null ? [] : ReadValues(file))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Events:Sources:local:Name"] = "local",
            ["Events:Sources:local:Key"] = secrets.EventKey,
            ["Events:Sources:local:Trust"] = "Full",
            ["Users:AddressHashKey"] = secrets.AddressHashKey,
        })
        .AddInMemoryCollection(overrides)
        .Build();

    /// <summary>The <c>Values</c> of a settings file; <c>__</c> separates sections, as in environment variables.</summary>
    /// <exception cref="InvalidDataException">The file is no JSON, or <c>Values</c> holds something other than text.</exception>
    private static Dictionary<string, string?> ReadValues(string file)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<SettingsFile>(File.ReadAllText(file), Lenient);
            return (settings?.Values ?? []).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        }
        catch (JsonException bad)
        {
            throw new InvalidDataException($"{file} is no settings file: {bad.Message}", bad);
        }
    }

    private sealed record SettingsFile(Dictionary<string, string>? Values);
}
