using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class SmsRepliesTests
{
    private const string Number = "+4915112345678";

    private readonly AWorld _world = new();

    private SmsReplies Replies => new(new(new()), _world.OptOuts, _world.Owners, _world.Hasher, _world.Ingest, _world.Surveys);

    [Fact]
    public async Task Take_Stop_IsDoneWhenItReturns()
    {
        await ReachableAsync();

        Assert.Equal(new("stop", 1), await TakeAsync("Stop."));

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Sms, Number));
        Assert.False((await _world.UserAsync()).Profile.Consents[Channel.Sms].Given);
    }

    [Fact]
    public async Task Take_StopThenStart_Resubscribes()
    {
        await ReachableAsync();
        await TakeAsync("stop");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));

        await TakeAsync("start");

        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Sms, Number));
        Assert.True((await _world.UserAsync()).Profile.Consents[Channel.Sms].Given);
    }

    [Theory]
    [InlineData("Is the blue one back?", "reply")]
    [InlineData("help", "help")]
    public async Task Take_AnythingElse_BecomesAnEvent(string text, string kind)
    {
        await ReachableAsync();

        Assert.Equal(new(kind, 1), await TakeAsync(text));
        await TakeAsync(text);   // the report comes twice

        var kept = Assert.Single(await _world.People.EventsAsync("anna"), each => each.Type == SmsReplies.EventType);
        Assert.Equal(kind, kept.Properties!.Value.GetProperty("kind").GetString());
        Assert.Equal(text, kept.Properties!.Value.GetProperty("text").GetString());
        Assert.True((await _world.UserAsync()).Profile.Consents[Channel.Sms].Given);
    }

    [Fact]
    public async Task Take_StopOfANumberNobodyHas_IsRemembered()
    {
        Assert.Equal(new("stop", 0), await TakeAsync("STOP"));
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Sms, Number));
    }

    private Task<SmsReplyResult> TakeAsync(string text) => Replies.TakeAsync(new("m-1", Number, text, _world.Now), _world.Sequences);

    private async Task ReachableAsync() => await _world.ApplyAsync(new IncomingEvent
    {
        Id = "profile-1",
        UserId = "anna",
        Type = IncomingEvent.ProfileType,
        At = _world.Now,
        Profile = new()
        {
            Fields = new Dictionary<string, GivenField<string?>> { ["phone"] = new(Number, _world.Now) },
            Consents = new Dictionary<string, GivenConsent> { ["sms"] = new(true, _world.Now, "signup-form") },
        },
    });
}
