using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.CrashHost;

/// <summary>
/// Contacts one user after another with the first touch of one campaign, each at an instant that another process keeps as well: what they share is the
/// tables, and nothing else.
/// </summary>
internal sealed class RaceRun(CrashOptions options, string campaign, int users)
{
    /// <summary>What it prints when it could begin; then it waits for a line with the instant at which it does.</summary>
    public const string Ready = "ready";

    private const int Tries = 100;

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(150);

    /// <summary>Reads <c>FOLDER CAMPAIGN USERS</c>.</summary>
    public static RaceRun Read(ReadOnlySpan<string> arguments) =>
        new(CrashOptions.Read(arguments[..1]), arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));

    public async Task RunAsync()
    {
        var data = new DataDirectory(Path.Combine(options.Folder, "data"));
        var killSwitch = new KillSwitch(Path.Combine(options.Folder, "clock-of-life"), TimeProvider.System.GetUtcNow);
        await using var app = LocalApp.Open(
            new() { Data = data, Port = 0, Settings = new Dictionary<string, string?>(AzuriteTables.Settings) { ["Ingest:Mode"] = "Direct" } },
            services => options.Replace(services, killSwitch));
        var (sender, people) = (app.Services.GetRequiredService<TouchSender>(), app.Services.GetRequiredService<IPeople>());
        Console.WriteLine(Ready);
        var start = DateTimeOffset.Parse(Console.ReadLine() ?? throw new InvalidOperationException("Nobody said when to begin."), CultureInfo.InvariantCulture);
        for (var number = 0; number < users; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"racer-{number}");
            var user = await people.FindAsync(id) ?? throw new InvalidOperationException($"There is no {id}.");
            var open = user.OpenIn(campaign, 1) ?? throw new InvalidOperationException($"{id} is not in {campaign}.");
            var state = new SequenceState
            {
                InstanceId = open.InstanceId(user.PersonKey),
                UserId = id,
                Campaign = campaign,
                Episode = 1,
                Touches = open.Touches.Count,
                Next = open.Touches[0],
            };
            var wait = start + (Apart * number) - TimeProvider.System.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            await ContactAsync(sender, people, state);
        }
    }

    // As a sequence does: where the other was faster at every look, the claim stays and the touch is tried again.
    private static async Task ContactAsync(TouchSender sender, IPeople people, SequenceState state)
    {
        for (var i = 0; i < Tries; i++)
        {
            state = await sender.ContactAsync(state, new Asleep(), CancellationToken.None);
            if ((await people.FindAsync(state.UserId))?.OpenIn(state.Campaign, state.Episode)?.Attempt is null)
                return;
        }

        throw new InvalidOperationException($"{state.UserId} is still claimed by {state.Campaign} after {Tries} tries.");
    }

    /// <summary>Sequences that hear nothing: whoever runs the race is the sequence.</summary>
    private sealed class Asleep : ISequences
    {
        public Task StartAsync(SequenceStart start, CancellationToken cancel) => Task.CompletedTask;

        public Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel) => Task.CompletedTask;

        public Task EraseAsync(string instanceId, CancellationToken cancel) => Task.CompletedTask;
    }
}
