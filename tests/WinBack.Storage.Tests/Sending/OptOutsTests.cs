using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class OptOutsTests
{
    private const string Shared = "home@example.com";

    private readonly AWorld _world = new(campaigns: Given.Campaign());

    private AddressHash Address => _world.Hasher.Of(Shared);

    [Fact]
    public async Task Stop_SharedAddress_ReachesEveryUser()
    {
        await ReachableAsync("anna");
        await ReachableAsync("ben");

        Assert.Equal(2, await StopAsync());

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
        Assert.All([await ConsentAsync("anna"), await ConsentAsync("ben")], consent => Assert.False(consent.Given));
    }

    // Blanks and case are no other address.
    [Fact]
    public async Task Stop_AddressWrittenOtherwise_IsTheSame()
    {
        await ReachableAsync("anna", " Home@Example.COM ".Trim());

        Assert.Equal(1, await StopAsync());
        Assert.False((await ConsentAsync("anna")).Given);
    }

    [Fact]
    public async Task Stop_SomebodyWhoMovedOn_KeepsTheirConsent()
    {
        await ReachableAsync("anna");
        await ReachableAsync("anna", "new@example.com", "profile-2", _world.Now.AddSeconds(1));

        Assert.Equal(0, await StopAsync());
        Assert.True((await ConsentAsync("anna")).Given);
    }

    [Fact]
    public async Task Stop_AddressOfNobody_IsSuppressedAllTheSame()
    {
        Assert.Equal(0, await StopAsync());
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    // A source whose clock is ahead dates the consent after the stop; the stop was seen here and holds.
    [Fact]
    public async Task Stop_ConsentDatedAhead_HoldsAllTheSame()
    {
        await ReachableAsync("anna", at: _world.Now.AddMinutes(9));
        await _world.ApplyAsync(Given.Consent(true, _world.Now.AddMinutes(9), "again"));

        await StopAsync();

        Assert.False((await ConsentAsync("anna")).Given);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    [Fact]
    public async Task Stop_Running_EndsTheSequence()
    {
        await ReachableAsync("anna");
        await _world.ApplyAsync(Given.Purchase(_world.Now));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();

        await StopAsync();

        Assert.Equal(EnrolmentStatus.OptedOut, Assert.Single((await _world.UserAsync()).Open).Status);
        Assert.Contains(_world.Sequences.Woken, each => each.Signal == Signal.OptedOut);
    }

    [Fact]
    public async Task Stop_Again_WritesNoEvent()
    {
        await ReachableAsync("anna");
        await StopAsync();
        var events = (await _world.People.EventsAsync("anna")).Count;

        _world.Clock.Advance(TimeSpan.FromHours(1));
        await StopAsync();

        Assert.Equal(events, (await _world.People.EventsAsync("anna")).Count);
    }

    // An old e-mail's link is used once more after the person had come back to us.
    [Fact]
    public async Task Stop_AfterConsentAnew_StopsAnew()
    {
        await ReachableAsync("anna");
        await StopAsync();
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.ApplyAsync(Given.Consent(true, _world.Now, "again"));
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));

        _world.Clock.Advance(TimeSpan.FromDays(1));
        await StopAsync();

        Assert.False((await ConsentAsync("anna")).Given);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    [Fact]
    public async Task Start_AfterStop_GivesConsentAndLifts()
    {
        await ReachableAsync("anna");
        await StopAsync();
        _world.Clock.Advance(TimeSpan.FromDays(1));

        await _world.OptOuts.StartAsync(Channel.Email, Address, "start", _world.Now, _world.Sequences);

        Assert.True((await ConsentAsync("anna")).Given);
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    // START failed once and comes again after the STOP that followed it.
    [Fact]
    public async Task Start_SaidBeforeTheStop_ChangesNothing()
    {
        await ReachableAsync("anna");
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await StopAsync();

        await _world.OptOuts.StartAsync(Channel.Email, Address, "start", _world.Now.AddMinutes(-1), _world.Sequences);

        Assert.False((await ConsentAsync("anna")).Given);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    // A STOP is replayed from the dead letters; meanwhile the person signed up again.
    [Fact]
    public async Task Stop_SaidLongBeforeANewConsent_ChangesNothing()
    {
        await ReachableAsync("anna");
        await StopAsync();
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.ApplyAsync(Given.Consent(true, _world.Now, "again"));

        await StopAsync(_world.Now.AddHours(-2));

        Assert.True((await ConsentAsync("anna")).Given);
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Shared));
    }

    // The visitor that anna was once had the number; she has another now.
    [Fact]
    public async Task Start_OfAMergedUsersOldAddress_GivesNoConsentForTheNewOne()
    {
        await ReachableAsync("anon");
        await ReachableAsync("anna", "anna@example.com", withConsent: false, at: _world.Now.AddMinutes(1));
        await _world.ApplyAsync(new IncomingEvent { Id = "m", UserId = "anna", Type = IncomingEvent.ProfileType, At = _world.Now, MergeFrom = "anon" });
        await _world.ApplyAsync(Given.Consent(false, _world.Now.AddMinutes(2), "no", "anna"));
        _world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await _world.OptOuts.StartAsync(Channel.Email, Address, "start", _world.Now, _world.Sequences));

        Assert.False((await ConsentAsync("anna")).Given);
    }

    [Fact]
    public async Task Apply_ConsentWithdrawnByOneUser_ReachesTheOther()
    {
        await ReachableAsync("anna");
        await ReachableAsync("ben");

        await _world.ApplyAsync(Given.Consent(false, _world.Now.AddSeconds(1), "no", "ben"));

        Assert.False((await ConsentAsync("anna")).Given);
    }

    // The first time broke off between the two: the source sends again, and the repeat finishes.
    [Fact]
    public async Task Apply_WithdrawalRepeated_ReachesTheOther()
    {
        await ReachableAsync("anna");
        await ReachableAsync("ben", "ben@example.com");
        await _world.ApplyAsync(Given.Consent(false, _world.Now.AddSeconds(1), "no", "ben"));
        await ReachableAsync("ben", Shared, "profile-3", _world.Now.AddSeconds(2), withConsent: false);

        await _world.ApplyAsync(Given.Consent(false, _world.Now.AddSeconds(1), "no", "ben"));

        Assert.False((await ConsentAsync("anna")).Given);
    }

    [Fact]
    public async Task Apply_ConsentGivenByOneUser_IsTheirsAlone()
    {
        await ReachableAsync("anna");
        await ReachableAsync("ben");
        await StopAsync();
        _world.Clock.Advance(TimeSpan.FromDays(1));

        await _world.ApplyAsync(Given.Consent(true, _world.Now, "yes", "ben"));

        Assert.False((await ConsentAsync("anna")).Given);
    }

    // The table must not be searchable for a known address.
    [Fact]
    public async Task Note_KeepsNoAddress()
    {
        await ReachableAsync("anna");
        await foreach (var row in AllAddressesAsync())
            Assert.DoesNotContain("example", row.Row + System.Text.Encoding.UTF8.GetString(row.Data.Span), StringComparison.OrdinalIgnoreCase);
    }

    private async IAsyncEnumerable<TableRow> AllAddressesAsync()
    {
        for (var shard = 0; shard < 16; shard++)
        {
            await foreach (var row in _world.Tables.Open("Addresses").ReadRangeAsync(shard.ToString("x2", System.Globalization.CultureInfo.InvariantCulture), KeyText.Everything))
                yield return row;
        }
    }

    private Task<int> StopAsync(DateTimeOffset? at = null) => _world.OptOuts.StopAsync(Channel.Email, Address, "unsubscribe", at ?? _world.Now, _world.Sequences);

    private async Task<Consent> ConsentAsync(string user) => (await _world.UserAsync(user)).Profile.Consents[Channel.Email];

    private async Task ReachableAsync(string user, string email = Shared, string id = "profile-1", DateTimeOffset? at = null, bool withConsent = true)
    {
        var when = at ?? _world.Now;
        await _world.ApplyAsync(new IncomingEvent
        {
            Id = id,
            UserId = user,
            Type = IncomingEvent.ProfileType,
            At = when,
            Profile = new()
            {
                Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new(email, when) },
                Consents = withConsent ? new Dictionary<string, GivenConsent> { ["email"] = new(true, when, "signup-form") } : new Dictionary<string, GivenConsent>(),
            },
        });
    }
}
