using Microsoft.Extensions.Configuration;
using WinBack.Core.Events;
using WinBack.Local.App;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.App;

public sealed class LocalSettingsTests
{
    private static readonly LocalSecrets Secrets = new("key-of-this-directory", "hash key of this directory, long enough");

    [Fact]
    public void Make_WithASettingsFile_KeepsTheDirectorysOwnKeyAndHashKey()
    {
        var settings = LocalSettings.Make(Secrets, 7071, Path.Combine(Repository.Root, "local.settings.sample.json"), new Dictionary<string, string?>());
        var sources = settings.GetSection("Events").Get<EventOptions>()!.Sources;
        Assert.Equal(["shop-server", "app", "local"], sources.Select(source => source.Name));
        Assert.Equal((Secrets.EventKey, SourceTrust.Full), (sources[^1].Key, sources[^1].Trust));
        Assert.Equal(Secrets.AddressHashKey, settings["Users:AddressHashKey"]);
        Assert.Equal("2000", settings["Lapse:BackfillPerScan"]);
    }

    [Theory]
    [InlineData(null, "true")]
    [InlineData("Direct", "true")]
    [InlineData("ServiceBus", null)]
    public void Make_ByMode_SwitchesTheQueueFunctionsOffOrNot(string? mode, string? disabled)
    {
        var settings = LocalSettings.Make(Secrets, port: 0, file: null, new Dictionary<string, string?> { ["Ingest:Mode"] = mode });

        Assert.Equal((disabled, disabled), (settings["AzureWebJobs.ApplyQueuedEvents.Disabled"], settings["AzureWebJobs.ReceiveFeedback.Disabled"]));
        Assert.Equal("events", settings["Ingest:EventsQueue"]);   // the trigger names this setting
    }

    [Fact]
    public void Make_WhatTheCallerSays_GoesFirst() => Assert.Equal(
        "0 0 * * * *", LocalSettings.Make(Secrets, 7071, file: null, new Dictionary<string, string?> { ["Lapse:ScanSchedule"] = "0 0 * * * *" })["Lapse:ScanSchedule"]);
}
