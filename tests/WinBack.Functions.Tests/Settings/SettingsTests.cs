using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Events;
using WinBack.Azure.Tables;
using WinBack.Functions.Sending;
using WinBack.Functions.Tests.Infra;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Settings;

/// <summary>
/// Every setting that the code reads is set by the Bicep and by the sample, and nothing else is: a name that changed on one side only would
/// show as a default that nobody chose.
/// </summary>
public sealed class SettingsTests
{
    private static readonly Type[] FunctionTypes = typeof(WinBackServices).Assembly.GetTypes();

    private static readonly IReadOnlyDictionary<string, string?> Sample =
        JsonDocument.Parse(Repository.Read("local.settings.sample.json")).RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());

    [BicepFact]
    public void Bicep_SetsWhatTheCodeReadsAndNothingElse() =>
        Assert.Empty(Findings(Deployment.Current.Settings, KnownSettings.NotOnAzure.Keys, KeysRead(Deployment.Current.Settings)));

    [Fact]
    public void Sample_SetsWhatTheCodeReadsAndNothingElse() =>
        Assert.Empty(Findings(Sample, KnownSettings.NotInTheSample.Keys, KeysRead(Sample)));

    [Fact]
    public void Pending_Settings_AreReadByNothingYet()
    {
        var read = KeysRead(Sample);
        read.UnionWith(SettingsSpy.Needs(FunctionTypes).SelectMany(needs => needs.Settings.Concat(needs.Connections)));
        read.UnionWith(FunctionTypes.SelectMany(type => type.GetMethods()).Select(method => $"AzureWebJobs.{method.DeclaringType!.Name}.Disabled"));
        Assert.DoesNotContain(read, key => KnownSettings.Lists(KnownSettings.Pending, key));
    }

    [BicepFact]
    public void Functions_HaveWhatTheirBindingsName() =>
        Assert.Empty(Missing(SettingsSpy.Needs(FunctionTypes), Deployment.Current.Settings, Deployment.Current.Queues));

    [Fact]
    public void Functions_OnAQueue_AreDisabledInTheSample() => Assert.Empty(
        from needs in SettingsSpy.Needs(FunctionTypes)
        where needs.Queues.Count > 0 && Sample.GetValueOrDefault($"AzureWebJobs.{needs.Function}.Disabled") != "true"
        select needs.Function);

    [Fact]
    public void Findings_OfAPlantedFault_NameIt()
    {
        var code = KeysRead(Sample);
        var missing = new Dictionary<string, string?>(Sample);
        missing.Remove("Lapse:DefaultZone");
        Assert.Equal(["Lapse:DefaultZone is read and not set"], Findings(missing, KnownSettings.NotInTheSample.Keys, code));
        Assert.Equal(
            ["Lapse:DefaultTimeZone is set and not read"],
            Findings(new Dictionary<string, string?>(Sample) { ["Lapse:DefaultTimeZone"] = "UTC" }, KnownSettings.NotInTheSample.Keys, code));
        Assert.Equal(
            ["Users:AddressHashKey is set, and listed as left out"], Findings(Sample, [.. KnownSettings.NotInTheSample.Keys, "Users:AddressHashKey"], code));
    }

    [Fact]
    public void Missing_OfAPlantedFault_NamesIt()
    {
        var needs = Assert.Single(SettingsSpy.Needs([typeof(QueueFunction)]));
        Assert.Equal(["Missing:Queue"], needs.Settings);
        var set = new Dictionary<string, string?> { ["Missing:Queue"] = "orders", ["Bus:fullyQualifiedNamespace"] = "x" };

        Assert.Empty(Missing([needs], set, ["orders"]));
        Assert.Equal(["OnQueue: no queue orders"], Missing([needs], set, ["events"]));
        Assert.Equal(["OnQueue: no connection Bus"], Missing([needs], new Dictionary<string, string?> { ["Missing:Queue"] = "orders" }, ["orders"]));
        Assert.Contains("OnQueue: no setting Missing:Queue", Missing([needs], new Dictionary<string, string?>(), ["orders"]));
    }

    private static ISet<string> KeysRead(IReadOnlyDictionary<string, string?> settings) => SettingsSpy.KeysRead(Register, settings);

    private static IEnumerable<string> Findings(IReadOnlyDictionary<string, string?> set, IEnumerable<string> leftOut, ISet<string> read)
    {
        var omitted = leftOut.ToList();
        foreach (var key in read.Where(key => !set.ContainsKey(key) && !KnownSettings.Lists([.. omitted, .. KnownSettings.Optional.Keys], key)))
            yield return $"{key} is read and not set";
        foreach (var key in set.Keys.Where(key => !read.Contains(key) && !IsReadElsewhere(key)))
            yield return $"{key} is set and not read";
        foreach (var key in set.Keys.Where(key => KnownSettings.Lists(omitted, key)))
            yield return $"{key} is set, and listed as left out";
    }

    // By the host, by bindings, as a connection of host.json, or by code to come.
    private static bool IsReadElsewhere(string key) =>
        KnownSettings.Lists(KnownSettings.OfTheHost.Keys, key)
        || KnownSettings.Lists(KnownSettings.Pending, key)
        || KnownSettings.Lists(SettingsSpy.Needs(FunctionTypes).SelectMany(needs => needs.Settings.Concat(needs.Connections)), key)
        || KnownSettings.Lists(SettingsSpy.Needs(FunctionTypes).Select(needs => $"AzureWebJobs.{needs.Function}.Disabled"), key)
        || KnownSettings.Lists(["TaskHub", "DurableTaskScheduler"], key);   // connections of the durable back ends: host.json, and its override

    private static IEnumerable<string> Missing(
        IEnumerable<FunctionNeeds> functions, IReadOnlyDictionary<string, string?> set, IEnumerable<string> queues)
    {
        var names = queues.ToList();
        foreach (var needs in functions)
        {
            foreach (var setting in needs.Settings.Where(setting => string.IsNullOrEmpty(set.GetValueOrDefault(setting))))
                yield return $"{needs.Function}: no setting {setting}";
            foreach (var connection in needs.Connections.Where(connection => !set.Keys.Any(key => KnownSettings.Lists([connection], key))))
                yield return $"{needs.Function}: no connection {connection}";
            foreach (var queue in needs.Queues.Select(queue => set.GetValueOrDefault(queue.Trim('%')) ?? queue).Where(queue => !names.Contains(queue)))
                yield return $"{needs.Function}: no queue {queue}";
        }
    }

    // The settings of a provider are read only where it is chosen, so each is.
    private static void Register(IServiceCollection services, IConfiguration configuration) => services
        .AddAzureTables(configuration)
        .AddServiceBus(configuration)
        .AddChannels(Choosing(configuration, email: "Acs"))
        .AddChannels(Choosing(configuration, email: "Smtp"))
        .AddWinBack(configuration);

    private static IConfigurationRoot Choosing(IConfiguration configuration, string email) => new ConfigurationBuilder()
        .AddConfiguration(configuration)
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Sending:Push"] = "NotificationHubs", ["Sending:Sms"] = "Acs", ["Sending:Email"] = email })
        .Build();

    private static class QueueFunction
    {
        [Function("OnQueue")]
        public static void Run([QueueTrigger("%Missing:Queue%", Connection = "Bus")] string message) => _ = message;
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
    {
        public string QueueName => queueName;

        public string? Connection { get; set; }
    }
}
