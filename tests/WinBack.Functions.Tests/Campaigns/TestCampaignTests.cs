using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Lapse;
using WinBack.Functions.Campaigns;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Campaigns;

public sealed class TestCampaignTests
{
    private readonly AWorld _world = new(campaigns: ACampaign.With(0));

    [Fact]
    public async Task Post_PublishedCampaign_SendsItToTheSeeds()
    {
        var (status, said) = await PostAsync("""{"id": "replenish", "seeds": [{"email": "a@example.com"}, {"phone": "+4915112345678"}]}""");

        Assert.Equal(200, status);
        Assert.Equal(
            ["1 email True", "2 sms True"],
            said.GetProperty("results").EnumerateArray().Select(each => $"{each.GetProperty("seed")} {each.GetProperty("channel")} {each.GetProperty("isSent")}"));
        Assert.Equal(["[Test] Subject", "[Test] Text"], _world.Provider.Calls.Select(message => message.Content.Subject ?? message.Content.Text));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"id\": \"replenish\"}", 400)]
    [InlineData("{\"id\": \"replenish\", \"seeds\": []}", 400)]
    [InlineData("{\"id\": \"replenish\", \"file\": \"x\", \"seeds\": [{}]}", 400)]
    [InlineData("{\"id\": \"replenish\", \"id\": \"x\", \"seeds\": [{}]}", 400)]
    [InlineData("{\"id\": 7, \"seeds\": [{}]}", 400)]
    [InlineData("{\"id\": \"replenish\", \"seeds\": [{\"email\": \"nobody\"}]}", 400)]
    [InlineData("{\"id\": \"replenish\", \"seeds\": [{\"email\": \"a@example.com\\r\\nBcc: b@example.com\"}]}", 400)]
    [InlineData("{\"id\": \"replenish\", \"seeds\": [null]}", 400)]
    [InlineData("{\"id\": \"nothing\", \"seeds\": [{\"email\": \"a@example.com\"}]}", 404)]
    [InlineData("{\"file\": \"id: Bad Id\", \"seeds\": [{\"email\": \"a@example.com\"}]}", 422)]
    public async Task Post_WhatCannotBeSent_IsAProblemAndSendsNothing(string body, int status)
    {
        Assert.Equal(status, (await PostAsync(body)).Status);
        Assert.Empty(_world.Provider.Calls);
    }

    [Fact]
    public async Task Post_FiftyOneSeeds_AreRefused() =>
        Assert.Equal(400, (await PostAsync($"{{\"id\": \"replenish\", \"seeds\": [{string.Join(',', Enumerable.Repeat("{\"email\": \"a@example.com\"}", 51))}]}}")).Status);

    [Fact]
    public async Task Post_TooLargeABody_IsRefused() => Assert.Equal(413, (await PostAsync(new string(' ', 300_000))).Status);

    private async Task<(int Status, JsonElement Said)> PostAsync(string body)
    {
        var sender = new SeedSender(_world.Suppressions, _world.Channels, new(_world.Links, _world.Email, new(_world.Links), _world.Hasher), new LapseOptions(), _world.Clock);
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = new MemoryStream();
        var result = await new TestCampaign(_world.Campaigns, sender, _world.Clock).RunAsync(context.Request, CancellationToken.None);
        await result.ExecuteAsync(context);
        context.Response.Body.Position = 0;
        return (context.Response.StatusCode, (await JsonDocument.ParseAsync(context.Response.Body)).RootElement);
    }
}
