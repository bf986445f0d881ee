using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;

namespace WinBack.Storage.Tests.Sending;

/// <summary>One thing that happens. What the numbers mean depends on the kind; any are good.</summary>
internal readonly record struct Happening(int Kind, int A, int B);

/// <summary>Three people in two campaigns, and everything that can go on around them: events, clock jumps, pauses, crashes, faster writers, moody providers.</summary>
internal sealed class TurbulentWorld
{
    public const int Kinds = 18;

    private static readonly Dictionary<string, string> Zones = new() { ["anna"] = "Etc/UTC", ["bert"] = "America/New_York", ["cleo"] = "Asia/Tokyo" };
    private static readonly string[] Users = [.. Zones.Keys];
    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(7), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(4),
    ];

    private static readonly TimeSpan[] Late = [TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromDays(5), TimeSpan.FromDays(20), TimeSpan.FromDays(29), TimeSpan.FromDays(31)];

    private readonly FaultyTables _faults = new(new MemoryTables());
    private readonly MeddledTables _tables;
    private readonly Campaign[] _campaigns = [Plan("low", priority: 0), Plan("high", priority: 5)];
    private readonly Dictionary<string, SequenceState> _sequences = [];
    private int _mood;
    private int _ids;

    public TurbulentWorld()
    {
        _tables = new(_faults);
        World = new AWorld(_tables, campaigns: _campaigns);
        Promises = new(World, _campaigns, Zones);
        World.Provider.Answer = AnswerAsync;
    }

    public AWorld World { get; }

    public PromiseKeeper Promises { get; }

    /// <summary>Everybody lapses and is enrolled in both campaigns.</summary>
    public async Task BeginAsync()
    {
        foreach (var (user, zone) in Zones)
        {
            var at = World.Now.AddDays(-40);
            await ApplyAsync(Given.Event(IncomingEvent.ProfileType, at, "profile", user) with
            {
                Profile = new()
                {
                    Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new($"{user}@example.com", at), ["phone"] = new($"+49{user.Length}", at), ["timeZone"] = new(zone, at) },
                    Installations = [new("phone", "fcm", $"token-{user}", at)],
                    Consents = new[] { "push", "sms", "email" }.ToDictionary(channel => channel, _ => new GivenConsent(Given: true, at, "form")),
                },
            });
            await ApplyAsync(Given.Purchase(World.Now.AddDays(-35), "first", user));
        }

        World.Clock.Advance(TimeSpan.FromMinutes(6));
        await World.ScanAsync();
    }

    public async Task HappenAsync(Happening it)
    {
        try
        {
            await DoAsync(it.Kind, it.A, it.B);
        }
        catch (CrashException)
        {
            _faults.Restart();
        }
    }

    /// <summary>Calms down: what was left by crashes is finished.</summary>
    public async Task SettleAsync()
    {
        _faults.Restart();
        _tables.BeforeWrite = null;
        _mood = 0;
        for (var i = 0; i < 2; i++)
        {
            World.Clock.Advance(TimeSpan.FromMinutes(11));
            await World.ScanAsync();
        }
    }

    private async Task DoAsync(int kind, int a, int b)
    {
        switch (kind)
        {
            case < 4:
                World.Clock.Advance(Jumps[a % Jumps.Length]);
                break;
            case < 8:
                await RunSequencesAsync();
                break;
            case 8:
                await ApplyAsync(Given.Purchase(World.Now - Late[b % Late.Length], $"p{_ids++}", Users[a % 3]));
                break;
            case 9 or 10:
                await ApplyAsync(Consent(Users[a % 3], AttemptKey.Name((Channel)(b % 3)), kind == 10, World.Now.AddHours(-(b % 2))));
                break;
            case 11:
                Promises.PausedAt = Promises.PausedAt is null && a % 3 == 0 ? World.Now : null;
                World.Campaigns.Status = Promises.PausedAt is null ? null : CampaignStatus.Paused;
                break;
            case 12:
                await World.ScanAsync();
                break;
            case 13 or 14:
                _faults.CrashAfter(a % 6, written: b % 2 == 1);
                break;
            case 15 or 16:
                MeddleAt(1 + (a % 4), 8 + (b % 5), b, a);
                break;
            default:
                _mood = a % 8;
                break;
        }
    }

    // As the host does it: an activity whose process died is run again with the same input; one that failed is a fault to the plan.
    private async Task RunSequencesAsync()
    {
        foreach (var start in World.Sequences.Started)
            _sequences.TryAdd(start.InstanceId, SequenceState.From(start));
        foreach (var (id, state) in _sequences.ToList())
            _sequences[id] = await StepAsync(state);
    }

    private async Task<SequenceState> StepAsync(SequenceState state)
    {
        if (SequencePlan.Next(state, World.Now) is not NextMove.Contact)
            return state;
        for (var run = 0; run < 2; run++)
        {
            try
            {
                return await World.Sender.ContactAsync(state, World.Sequences, CancellationToken.None);
            }
            catch (CrashException)
            {
                _faults.Restart();
            }
        }

        return SequencePlan.AfterFault(state, World.Now);
    }

    // A source repeats what was not acknowledged.
    private async Task ApplyAsync(IncomingEvent given)
    {
        while (true)
        {
            try
            {
                await World.ApplyAsync(given);
                Promises.Acknowledge(given);
                return;
            }
            catch (CrashException)
            {
                _faults.Restart();
            }
        }
    }

    // Somebody is faster at the n-th write to a person from here on: an event, a scan, or the same activity once more.
    private void MeddleAt(int write, int kind, int a, int b)
    {
        var seen = 0;
        _tables.BeforeWrite = async (name, _) =>
        {
            if (name != PeopleKeys.Table || ++seen != write)
                return;
            _tables.BeforeWrite = null;
            if (b % 2 == 0)
                await RunSequencesAsync();
            else
                await DoAsync(kind, a, b);
        };
    }

    private Task<SendResult> AnswerAsync(OutboundMessage message)
    {
        (SendResult? Result, Exception? Failure) answer = _mood switch
        {
            1 => (new SendResult.RefusedForGood("no", Suppress: false), null),
            2 => (new SendResult.RefusedForGood("dead", Suppress: true), null),
            3 => (new SendResult.RefusedForNow("slow down", World.Now.AddMinutes(7)), null),
            4 => (new SendResult.Unknown("?"), null),
            5 => (null, new ChannelUnavailableException("down")),
            6 => (null, new TimeoutException()),
            _ => (new SendResult.Accepted("ok"), null),
        };
        Promises.Called(
            message,
            takesEffect: answer.Result is SendResult.Accepted or SendResult.Unknown || answer.Failure is TimeoutException,
            mayRepeat: answer.Result is SendResult.RefusedForNow || answer.Failure is ChannelUnavailableException);
        if (_mood == 7)
            _faults.CrashAfter(0);   // taken, and the answer is lost
        return answer.Failure is { } failure ? Task.FromException<SendResult>(failure) : Task.FromResult(answer.Result!);
    }

    private IncomingEvent Consent(string user, string channel, bool given, DateTimeOffset at) => Given.Event(IncomingEvent.ProfileType, at, $"c{_ids++}", user) with
    {
        Profile = new() { Consents = new Dictionary<string, GivenConsent> { [channel] = new(given, at, "centre") } },
    };

    private static Campaign Plan(string id, int priority) => ACampaign.With() with
    {
        Id = id,
        Priority = priority,
        Holdout = new(Share: 0.3, Salt: id),
        Touches = [ACampaign.Touch("t1", Threshold.Zero), ACampaign.Touch("t2", Given.Threshold("PT12H")), ACampaign.Touch("t3", Threshold.Days(2))],
        Caps = [new(null, 2, TimeSpan.FromDays(1)), new(Channel.Push, 1, TimeSpan.FromHours(6))],
        QuietHours = new(new(21, 0), new(9, 0), TimeSpan.FromMinutes(30)),
    };
}
