using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Consent per purpose, where it is said about an address and where it is kept, merged and handed out.</summary>
public sealed class PurposesTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign());

    private PreferenceCentre Centre => new(_world.Suppressions, _world.Owners, _world.People, _world.OptOuts, _world.Hasher);

    private OptOutLink Link => new(Channel.Email, _world.Hasher.Of("anna@example.com"), default);

    [Fact]
    public async Task Stop_OfAnAddress_EndsEveryPurpose()
    {
        await AgreedAsync();
        await _world.OptOuts.StopAsync(Channel.Email, Link.Address, "unsubscribe", _world.Now.AddMinutes(1), _world.Sequences);

        Assert.Equal([("marketing", false), ("news", false)], await SaidAsync());
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
    }

    [Fact]
    public async Task Stop_OfWhoAgreedToOtherPurposesOnly_EndsThemToo()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now) with { Profile = Named(new(true, _world.Now, "form")) });
        await _world.OptOuts.StopAsync(Channel.Email, Link.Address, "stop", _world.Now.AddMinutes(1), _world.Sequences);

        await _world.ApplyAsync(Given.Event("profile", _world.Now, "late") with { Profile = Named(new(true, _world.Now, "form")) });
        Assert.False((await _world.UserAsync()).Profile.Agrees(Channel.Email, "news"));
    }

    [Fact]
    public async Task Save_OnePurposeOff_EndsThatOneAndNoOther()
    {
        await AgreedAsync();
        await SaveAsync(marketing: false, news: true);

        Assert.Equal([("marketing", false), ("news", true)], await SaidAsync());
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
    }

    [Fact]
    public async Task Save_AllOffAndOneOnAgain_OpensTheAddressForThatOne()
    {
        await AgreedAsync();
        await SaveAsync(marketing: false, news: false);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        Assert.Equal([("email", false), ("email.news", false)], (await Centre.ReadAsync(Link)).Choices.Select(each => (each.Key.Name, each.Value)));
        await SaveAsync(marketing: false, news: true);

        Assert.Equal([("marketing", false), ("news", true)], await SaidAsync());
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
    }

    // One person, two accounts.
    [Fact]
    public async Task Apply_NoToAPurpose_ReachesWhoSharesTheAddress()
    {
        await AgreedAsync();
        await AgreedAsync("ben", "anna@example.com");
        await _world.ApplyAsync(Given.Event("profile", _world.Now.AddMinutes(1), "no") with { Profile = Named(new(false, _world.Now.AddMinutes(1), "form")) });

        Assert.Equal([("marketing", true), ("news", false)], await SaidAsync());
        Assert.Equal([("marketing", true), ("news", false)], await SaidAsync("ben"));
    }

    [Fact]
    public async Task Merge_OfTwo_KeepsWhatEachSaidOfEachPurpose()
    {
        await AgreedAsync("visitor", "anna@example.com");
        await _world.ApplyAsync(Given.Reachable(_world.Now.AddMinutes(1)) with { Profile = new() { Consents = new Dictionary<string, GivenConsent> { ["email"] = new(false, _world.Now.AddDays(-1), "old") } } });
        await _world.ApplyAsync(Given.Event("login", _world.Now.AddMinutes(2)) with { MergeFrom = "visitor" });

        Assert.Equal([("marketing", true), ("news", true)], await SaidAsync());
        await _world.ApplyAsync(Given.Consent(given: false, _world.Now.AddMinutes(3), "stop"));
        Assert.Equal([("marketing", false), ("news", false)], await SaidAsync());
    }

    [Fact]
    public async Task Export_OfThePerson_HasPurposeSourceAndText()
    {
        await AgreedAsync();
        using var output = new MemoryStream();
        var export = new PersonExport(_world.Tables, _world.People, _world.MergedIds, _world.Suppressions, _world.Layout);
        await export.WriteAsync(await export.FindAsync("anna"), output);

        var user = System.Text.Json.JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("ids")[0];
        var said = user.GetProperty("user").GetProperty("profile").GetProperty("purposes")[0];
        Assert.Equal(("Email", "news", "checkout", "v7"), (said.GetProperty("channel").GetString(), said.GetProperty("purpose").GetString(), said.GetProperty("said").GetProperty("source").GetString(), said.GetProperty("said").GetProperty("textVersion").GetString()));
        Assert.Equal("news", user.GetProperty("events")[0].GetProperty("purposes")[0].GetProperty("purpose").GetString());
    }

    private static ProfileUpdate Named(GivenConsent said) => new()
    {
        Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("anna@example.com", Given.Noon) },
        PurposeConsents = [new("email", "news", said)],
    };

    private async Task AgreedAsync(string user = "anna", string? address = null)
    {
        var given = Given.Reachable(_world.Now, user: user);
        await _world.ApplyAsync(given with
        {
            Profile = given.Profile! with
            {
                Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new(address ?? $"{user}@example.com", _world.Now) },
                PurposeConsents = [new("email", "news", new(true, _world.Now, "checkout", "v7"))],
            },
        });
    }

    private async Task SaveAsync(bool marketing, bool news)
    {
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Centre.SaveAsync(
            Link, new Dictionary<PreferenceChoice, bool> { [new(Channel.Email, "marketing")] = marketing, [new(Channel.Email, "news")] = news },
            Preferences.None with { At = _world.Now }, _world.Sequences);
    }

    private async Task<IEnumerable<(string Purpose, bool Given)>> SaidAsync(string user = "anna") =>
        (await _world.UserAsync(user)).Profile.AllSaid().Select(each => (each.Purpose, each.Said.Given));
}
