using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WinBack.Azure.Sending;
using WinBack.Azure.Tables;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Functions.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Settings;

/// <summary>The settings sample has values that pass their own validation; that it has every setting is for <see cref="SettingsTests"/>.</summary>
public sealed class SettingsSampleTests
{
    private static readonly (string Section, Type Options)[] All =
    [
        ("Storage", typeof(AzureTablesOptions)), ("Storage", typeof(StorageLayout)),
        ("Events", typeof(EventOptions)), ("Money", typeof(MoneyOptions)), ("Ingest", typeof(IngestOptions)), ("Users", typeof(UserOptions)), ("Campaigns", typeof(CampaignOptions)), ("Lapse", typeof(LapseOptions)), ("Sending", typeof(SendingOptions)),
        ("NotificationHubs", typeof(NotificationHubsOptions)), ("Acs", typeof(AcsOptions)), ("Sms", typeof(SmsOptions)),
        ("Email", typeof(EmailOptions)), ("Smtp", typeof(SmtpOptions)), ("Reporting", typeof(ReportingOptions)), ("Outcomes", typeof(OutcomeOptions)), ("Experiment", typeof(ExperimentOptions)), ("Retention", typeof(RetentionOptions)),
        ("Guards", typeof(GuardOptions)),
    ];

    // Takes the place of Storage:Connection on Azure, where there is no sample.
    private const string OnAzureOnly = "Storage:TableServiceUri";

    private static readonly Dictionary<string, string?> Values =
        JsonDocument.Parse(Repository.Read("local.settings.sample.json")).RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());

    [Fact]
    public void Sample_BoundToAllOptions_IsValid()
    {
        using var services = Services(Values);
        Assert.All(All, each => Assert.NotNull(services.GetRequiredService(each.Options)));
        Assert.Equal([SourceTrust.Full, SourceTrust.Low], services.GetRequiredService<EventOptions>().Sources.Select(source => source.Trust));
    }

    [Theory]
    [InlineData("Events:Sources:0:Key", "short")]
    [InlineData("Events:Sources:1:Key", "not-a-secret-server-key")]   // two sources with one key
    [InlineData("Ingest:MaxIngestLag", "00:00:01")]
    [InlineData("Ingest:Mode", "ServiceBus")]   // and nothing is registered that could queue
    [InlineData("Storage:Connection", "")]
    [InlineData("Storage:TableServiceUri", "https://account.table.core.windows.net")]   // beside the connection string
    [InlineData("Storage:TablePrefix", "1a")]
    [InlineData("Storage:PeopleShards", "0")]
    [InlineData("Users:AddressHashKey", "short")]
    [InlineData("Lapse:DefaultZone", "Europe/Atlantis")]
    [InlineData("Lapse:BackfillPerScan", "0")]
    [InlineData("Reporting:AuditSchedule", "")]
    [InlineData("Reporting:RollupSchedule", "")]
    [InlineData("Money:Currency", "euro")]
    [InlineData("Money:Rates:USD", "0")]
    [InlineData("Money:Rates:EUR", "1")]
    [InlineData("Outcomes:SmsPrice", "-1")]
    [InlineData("Experiment:GlobalHoldoutShare", "0.6")]
    [InlineData("Experiment:GlobalHoldoutSalt", "")]
    [InlineData("Retention:EventDays", "399")]
    [InlineData("Retention:EnrolmentDays", "89")]
    [InlineData("Retention:UsersPerShard", "99")]
    [InlineData("Retention:Schedule", "")]
    [InlineData("Sending:EmailPerMinute", "0")]
    [InlineData("Sending:EmailPerHour", "0")]
    [InlineData("Acs:Endpoint", "http://shop.communication.azure.com")]
    [InlineData("Sms:DefaultSender", "+")]
    [InlineData("Sms:Senders:DE", "TwelveLetter")]
    [InlineData("Smtp:Port", "70000")]
    [InlineData("Email:From", "shop")]
    [InlineData("Sending:WebhookPerMinute", "0")]
    [InlineData("Guards:WebhookUrl", "http://alerts.example.com/")]
    [InlineData("Guards:WebhookKey", "short")]
    [InlineData("Guards:WebhookKeyId", "a b")]
    [InlineData("Guards:WebhookTimeout", "00:00:31")]
    public void Settings_WithABadValue_AreRefused(string key, string value)
    {
        using var services = Services(new(Values) { [key] = value });
        Assert.Throws<OptionsValidationException>(() => All.Select(each => services.GetRequiredService(each.Options)).ToList());
    }

    [Fact]
    public void Storage_NeitherConnectionNorUri_NamesBoth()
    {
        using var services = Services(new(Values) { ["Storage:Connection"] = null });
        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<AzureTablesOptions>);
        Assert.Contains("Storage:Connection", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:TableServiceUri", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_WithAServiceUri_NeedsNoConnection()
    {
        using var services = Services(new(Values) { ["Storage:Connection"] = null, [OnAzureOnly] = "https://account.table.core.windows.net" });
        Assert.NotNull(services.GetRequiredService<ITables>().Open("People"));
    }

    // The settings of a provider count only where it is chosen, so each is.
    private static ServiceProvider Services(Dictionary<string, string?> values)
    {
        Dictionary<string, string?> azure = new(values) { ["Sending:Push"] = "NotificationHubs", ["Sending:Sms"] = "Acs", ["Sending:Email"] = "Acs" };
        Dictionary<string, string?> smtp = new(values) { ["Sending:Email"] = "Smtp" };
        return new ServiceCollection()
            .AddAzureTables(Configuration(values))
            .AddChannels(Configuration(azure))
            .AddChannels(Configuration(smtp))
            .AddWinBack(Configuration(values))
            .BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
