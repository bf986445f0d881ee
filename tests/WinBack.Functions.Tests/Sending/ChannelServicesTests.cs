using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Sending;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using Xunit;

namespace WinBack.Functions.Tests.Sending;

public sealed class ChannelServicesTests
{
    private static readonly Dictionary<string, string?> Smtp = new()
    {
        ["Sending:Email"] = "Smtp",
        ["Smtp:Host"] = "mail.shop.example",
        ["Email:From"] = "hello@shop.example",
        ["Email:PostalAddress"] = "Shop, 1 Main Street",
        ["Links:BaseUrl"] = "https://go.shop.example",
        ["Links:Keys:0:Id"] = "k1",
        ["Links:Keys:0:Secret"] = new string('l', 32),
    };

    private static readonly Dictionary<string, string?> Webhook = new()
    {
        ["Sending:Webhook"] = "Http",
        ["Webhooks:call_centre:Url"] = "https://calls.example/tasks",
        ["Webhooks:call_centre:Key"] = new string('w', 32),
    };

    [Fact]
    public void AddChannels_NothingSet_LeadsToTheOutbox()
    {
        using var services = Services([]);

        Validate(services);
        var channels = services.GetServices<IChannel>().ToList();
        Assert.Equal([Channel.Push, Channel.Sms, Channel.Email, Channel.Webhook], channels.Select(each => each.Channel));
        Assert.All(channels, each => Assert.IsType<OutboxChannel>(each));
    }

    [Fact]
    public void AddChannels_Off_ServesOnlyTheOthers()
    {
        using var services = Services(new() { ["Sending:Push"] = "Off", ["Sending:Email"] = "off", ["Sending:Webhook"] = "Off" });

        Assert.Equal([Channel.Sms], services.GetRequiredService<Channels>().Served);
    }

    [Fact]
    public void AddChannels_Smtp_NeedsItsOwnSettingsAndNoOthers()
    {
        using var services = Services(Smtp);

        Validate(services);
        var email = Assert.IsType<GuardedChannel>(services.GetServices<IChannel>().Single(each => each.Channel == Channel.Email));     // no way in without a way out
        Assert.Equal("mail.shop.example", email.Resource);
    }

    [Theory]
    [InlineData("Sending:Push", "NotificationHubs", "NotificationHubs:ConnectionString")]
    [InlineData("Sending:Push", "NotificationHubs", "NotificationHubs:HubName")]
    [InlineData("Sending:Sms", "Acs", "Acs:Endpoint")]
    [InlineData("Sending:Sms", "Acs", "Sms:DefaultSender")]
    [InlineData("Sending:Email", "Acs", "Acs:Endpoint")]
    [InlineData("Sending:Email", "Acs", "Email:From")]
    [InlineData("Sending:Email", "Acs", "Email:PostalAddress")]
    [InlineData("Sending:Email", "Acs", "Links:BaseUrl")]
    [InlineData("Sending:Email", "Smtp", "Smtp:Host")]
    [InlineData("Sending:Email", "Smtp", "Links:BaseUrl")]
    [InlineData("Sending:Email", "Smtp", "Email:From")]
    [InlineData("Sending:Email", "Smtp", "Email:PostalAddress")]
    public void AddChannels_SettingMissing_StopsTheStartAndNamesIt(string choice, string provider, string missing)
    {
        using var services = Services(new() { [choice] = provider });

        var refusals = Assert.ThrowsAny<Exception>(() => Validate(services));

        Assert.Contains(missing, refusals.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smtp:Port", "0")]
    [InlineData("Smtp:Security", "None")]       // with a password
    [InlineData("Smtp:Password", null)]
    [InlineData("Email:From", "shop")]
    public void AddChannels_BadSetting_StopsTheStart(string key, string? value)
    {
        using var services = Services(new(Smtp) { ["Smtp:User"] = "shop", ["Smtp:Password"] = "secret", [key] = value });

        Assert.ThrowsAny<OptionsValidationException>(() => Validate(services));
    }

    [Theory]
    [InlineData("Sending:Push", "Acs")]
    [InlineData("Sending:Sms", "Smtp")]
    [InlineData("Sending:Email", "7")]
    [InlineData("Sending:Webhook", "Smtp")]
    public void AddChannels_NoSuchProvider_NamesTheSetting(string key, string value) => Assert.Contains(
        key, Assert.Throws<InvalidOperationException>(() => Services(new() { [key] = value })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Url", null)]
    [InlineData("Url", "http://calls.example/tasks")]       // not this machine
    [InlineData("Url", "https://user:word@calls.example/tasks")]
    [InlineData("Url", "ftp://calls.example/tasks")]
    [InlineData("Key", "short")]
    [InlineData("KeyId", "a,b")]
    [InlineData("Timeout", "00:01:00")]
    public void AddChannels_WebhookWithABadSetting_StopsTheStartAndNamesIt(string setting, string? value)
    {
        using var services = Services(new(Webhook) { [$"Webhooks:call_centre:{setting}"] = value });

        Assert.Contains($"Webhooks:call_centre:{setting} ", Assert.Throws<OptionsValidationException>(() => Validate(services)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sending:Webhook", "Outbox")]       // where nothing is called, an unfinished target stands in nobody's way
    [InlineData("Webhooks:call_centre:Url", "http://localhost:7080/tasks")]
    public void AddChannels_Webhook_StartsWith(string setting, string value)
    {
        using var services = Services(new(Webhook) { ["Webhooks:call_centre:Key"] = setting == "Sending:Webhook" ? null : Webhook["Webhooks:call_centre:Key"], [setting] = value });

        Validate(services);
        Assert.True(services.GetRequiredService<WebhookTargets>().Serves("call-centre"));
    }

    [Fact]
    public void AddChannels_WebhookByHttp_ServesOnlyTargetsOfTheSettings()
    {
        using var services = Services(Webhook);

        Validate(services);
        var channels = services.GetRequiredService<Channels>();
        Assert.IsNotType<OutboxChannel>(channels[Channel.Webhook]);
        Assert.Equal((true, false), (channels.Webhooks.Serves("call-centre"), channels.Webhooks.Serves("concierge")));
    }

    [Fact]
    public void AddChannels_Acs_IsLimitedToWhatItAllowsAtFirst()
    {
        using var services = Services(new() { ["Sending:Email"] = "Acs" });

        Assert.Equal(new PaceLimits(30, 100), services.GetRequiredService<IOptions<SendingOptions>>().Value.Limits(Channel.Email));
    }

    [Fact]
    public void AddOutboxChannels_WhateverTheSettings_LeadToTheOutbox() =>
        Assert.All(new ServiceCollection().AddOutboxChannels(), each => Assert.Equal(typeof(IChannel), each.ServiceType));

    private static void Validate(ServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();

    private static ServiceProvider Services(Dictionary<string, string?> values)
    {
        values = new(values) { ["Users:AddressHashKey"] = new string('k', 32), ["Events:Sources:0:Name"] = "shop", ["Events:Sources:0:Key"] = new string('s', 32) };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<ITables>(new MemoryTables())
            .AddSingleton(StorageLayout.OneMachine)
            .AddChannels(configuration)
            .AddWinBack(configuration)
            .BuildServiceProvider();
    }
}
