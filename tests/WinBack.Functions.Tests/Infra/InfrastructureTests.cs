using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WinBack.TestKit;
using WinBack.TestKit.Telemetry;
using Xunit;

namespace WinBack.Functions.Tests.Infra;

/// <summary>infra/ compiles and expands, and keeps what it promises. That it deploys is known only after a deployment.</summary>
public sealed partial class InfrastructureTests
{
    [BicepFact]
    public void Main_CompiledAndExpanded_HasNoFaultAndNoWarning() => Assert.Empty(Deployment.Current.Complaints);

    [BicepFact]
    public void Environments_Compiled_HaveNoFaultAndNoWarning() => Assert.Empty(
        from file in Repository.Files("infra/environments", "*.bicepparam")
        from complaint in BicepCli.Run(Repository.Root, "build-params", file, "--stdout")
        select complaint);

    [Fact]
    public void Modules_AreAllUsed() => Assert.Empty(
        from module in Repository.Files("infra/modules", "*.bicep")
        where !Repository.Read("infra/main.bicep").Contains($"'modules/{Path.GetFileName(module)}'", StringComparison.Ordinal)
        select module);

    [BicepFact]
    public void ComplaintsAfter_APlantedFault_AreSome()
    {
        Assert.NotEmpty(Complaints("main.bicep", "module identity ", "modul identity "));
        Assert.NotEmpty(Complaints("main.bicep", "'modules/identity.bicep'", "'modules/identities.bicep'"));
        Assert.NotEmpty(Complaints("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAcess: false"));
        Assert.NotEmpty(Complaints("modules/storage.bicep", "storageAccounts@2024-01-01", "storageAccounts@2094-01-01"));
        Assert.NotEmpty(Complaints("modules/vault.bicep", "output uri string", "output key string = given['smtp-password']\noutput uri string"));
    }

    [BicepFact]
    public void SharedKeys_AreOffEverywhere()
    {
        Assert.Equal([false, false], Values("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess"));
        Assert.Equal([false, false], Values("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess"));
        Assert.Equal([true], Values("Microsoft.ServiceBus/namespaces", "disableLocalAuth"));
        Assert.Equal([true], Values("Microsoft.Communication/communicationServices", "disableLocalAuth"));
        Assert.Equal([true], Values("Microsoft.Insights/components", "DisableLocalAuth"));
        Assert.Equal([true], Values("Microsoft.KeyVault/vaults", "enableRbacAuthorization"));
        Assert.Equal([true], Values("Microsoft.KeyVault/vaults", "enablePurgeProtection"));
    }

    [BicepFact]
    public void Queues_FitHostJson()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var bus = host.RootElement.GetProperty("extensions").GetProperty("serviceBus");
        Assert.False(bus.GetProperty("autoCompleteMessages").GetBoolean());
        Assert.Equal(0, bus.GetProperty("prefetchCount").GetInt32());   // the lock of a prefetched message runs while it waits
        Assert.All(Deployment.Current.Of("Microsoft.ServiceBus/namespaces/queues"), queue =>
        {
            var properties = queue.GetProperty("properties");
            var lockFor = System.Xml.XmlConvert.ToTimeSpan(properties.GetProperty("lockDuration").GetString()!);
            Assert.True(lockFor >= TimeSpan.FromMinutes(1) && Span(bus, "maxBatchWaitTime") <= lockFor / 2);
            Assert.True(properties.GetProperty("requiresDuplicateDetection").GetBoolean());
            Assert.True(properties.GetProperty("deadLetteringOnMessageExpiration").GetBoolean());
        });
    }

    [BicepFact]
    public void Alerts_GoByMeasuresThatExist()
    {
        using var heard = new Heard();
        var queries = Queries();

        Assert.Empty(queries.SelectMany(NamesIn).Except(heard.Instruments));
        Assert.Empty(new[] { "winback.scans", "winback.scan.lag", "winback.ingest.lag", "winback.attempts", "winback.attempts.left", "winback.promises.broken", "winback.audits" }
            .Except(queries.SelectMany(NamesIn)));
    }

    [BicepFact]
    public void Alerts_OfLogEvents_GoByThoseThatSayThatSendingIsShut()
    {
        var shut = new[] { "IngestLagUnknown", "WayOutFails", "ChannelStaysShut" };
        var ids = new[] { typeof(WinBack.Storage.Sending.TouchSender).Assembly, typeof(WinBack.Functions.Sending.OptOutProof).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Log", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => shut.Contains(method.Name)).Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId);

        Assert.Equal(
            ids.Order(),
            Queries().Where(query => query.Contains("\"EventId\"", StringComparison.Ordinal)).SelectMany(query => EventId().Matches(query))
                .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    [BicepFact]
    public void Alerts_OfAChannel_CountEveryAnswerButAccepted()
    {
        var query = Queries().Single(each => each.Contains("\"winback.attempts\"", StringComparison.Ordinal));
        Assert.All(new[] { "refused", "unknown", "retry", "unavailable" }, answer => Assert.Contains($"\"{answer}\"", query, StringComparison.Ordinal));
    }

    [BicepFact]
    public void Alerts_AreAllExplained()
    {
        var guide = Repository.Read("docs/operate.md");
        var names = Deployment.Current.Of("Microsoft.Insights/scheduledQueryRules").Concat(Deployment.Current.Of("Microsoft.Insights/metricAlerts"))
            .Select(rule => rule.GetProperty("name").GetString()!.Replace("winback-test-", "", StringComparison.Ordinal)).ToList();
        Assert.Equal(16, names.Count);
        Assert.DoesNotContain(names, name => !guide.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AppMetrics | where Name == \"winback.scan\"", "winback.scan")]
    [InlineData("AppRequests | where Name == \"GET\"", null)]
    public void NamesIn_AQuery_AreThoseOfOurs(string query, string? expected) => Assert.Equal(expected is null ? [] : [expected], NamesIn(query));

    [BicepFact]
    public void AzureYaml_NamesTheServiceOfTheApp()
    {
        var service = Deployment.Current.Of("Microsoft.Web/sites").Single().GetProperty("tags").GetProperty("azd-service-name").GetString();
        var yaml = Repository.Read("azure.yaml");
        Assert.Matches($@"services:\s+{service}:", yaml);
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, ProjectPath().Match(yaml).Groups[1].Value)));
    }

    private static List<string> Queries() => [.. Deployment.Current.Of("Microsoft.Insights/scheduledQueryRules")
        .SelectMany(rule => rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray())
        .Select(criterion => criterion.GetProperty("query").GetString()!)];

    private static IEnumerable<string> NamesIn(string query) => OurMetric().Matches(query).Select(match => match.Groups[1].Value);

    private static IEnumerable<bool> Values(string type, string property) =>
        Deployment.Current.Of(type).Select(resource => resource.GetProperty("properties").GetProperty(property).GetBoolean());

    private static TimeSpan Span(JsonElement section, string name) =>
        TimeSpan.Parse(section.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Complaints(string file, string text, string planted) => Deployment.ComplaintsAfter(folder =>
    {
        var path = Path.Combine(folder, file);
        var before = File.ReadAllText(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(path, before.Replace(text, planted, StringComparison.Ordinal));
    });

    [GeneratedRegex("\"([0-9]{4})\"")]
    private static partial Regex EventId();

    [GeneratedRegex("\"(winback\\.[a-z.]+)\"")]
    private static partial Regex OurMetric();

    [GeneratedRegex(@"project: (\S+)")]
    private static partial Regex ProjectPath();
}
