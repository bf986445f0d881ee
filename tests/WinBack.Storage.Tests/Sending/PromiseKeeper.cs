using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;

namespace WinBack.Storage.Tests.Sending;

/// <summary>
/// The truth beside the system: what was acknowledged to the sources of events, and every call of the provider. Judges each call by that alone,
/// never by what the system stored about its decisions.
/// </summary>
internal sealed class PromiseKeeper(AWorld world, IReadOnlyList<Campaign> campaigns, IReadOnlyDictionary<string, string> zones)
{
    private readonly List<IncomingEvent> _acknowledged = [];
    private readonly List<Call> _calls = [];

    /// <summary>Promises broken so far, in words.</summary>
    public List<string> Broken { get; } = [];

    public int Calls => _calls.Count;

    /// <summary>Since when every campaign is paused; null while none is.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public void Acknowledge(IncomingEvent given) => _acknowledged.Add(given);

    /// <summary>One call of the provider, just now.</summary>
    /// <param name="message">What left the house.</param>
    /// <param name="takesEffect">Whether the provider took it, or may have.</param>
    /// <param name="mayRepeat">Whether it answered that it did not take it now.</param>
    public void Called(OutboundMessage message, bool takesEffect, bool mayRepeat)
    {
        var start = world.Sequences.Started.Single(each => message.Key.StartsWith(each.InstanceId + ":", StringComparison.Ordinal));
        var call = new Call(message, start, world.Now, takesEffect, mayRepeat);
        JudgeReturnAndStop(call);
        JudgeOnce(call);
        JudgeHoldout(call);
        JudgeCaps(call);
        JudgeQuietHours(call);
        if (PausedAt < call.At)
            Break("paused", call);
        _calls.Add(call);
    }

    private void JudgeReturnAndStop(Call call)
    {
        var enrolled = call.Start.Touches[0].At;
        var mine = _acknowledged.Where(each => each.UserId == call.Message.UserId).ToList();
        foreach (var purchase in mine.Where(each => each.Type == "purchase"))
        {
            if (purchase.At > enrolled)
                Break($"1: returned {purchase.At:O}", call);
            else if (purchase.At > enrolled.AddDays(-29))
                Break($"1: never lapsed, {purchase.At:O}", call);
        }

        var said = mine.SelectMany(each => each.Profile?.Consents.Where(pair => pair.Key == AttemptKey.Name(call.Message.Channel)) ?? []).Select(pair => pair.Value);
        if (said.OrderBy(each => each.At).ThenByDescending(each => each.Given).LastOrDefault() is not { Given: true })
            Break("1: said stop", call);
    }

    private void JudgeOnce(Call call)
    {
        if (_calls.Exists(each => each.Message.Key == call.Message.Key && !each.MayRepeat))
            Break("2: the same attempt twice", call);
        if (_calls.Exists(each => each.TakesEffect && each.Start.InstanceId == call.Start.InstanceId && each.Message.Touch == call.Message.Touch))
            Break("2: the same touch twice", call);
    }

    private void JudgeHoldout(Call call)
    {
        var campaign = campaigns.Single(each => each.Id == call.Message.Campaign);
        if (ArmAssignment.IsHeldOut(campaign.Holdout.Salt, call.Message.UserId, campaign.Holdout.Share))
            Break("3: held out", call);
    }

    private void JudgeCaps(Call call)
    {
        foreach (var cap in campaigns.Single(each => each.Id == call.Message.Campaign).Caps.Where(each => each.Channel is null || each.Channel == call.Message.Channel))
        {
            var before = _calls.Count(each => each.TakesEffect && each.Message.UserId == call.Message.UserId && each.At > call.At - cap.Per
                && (cap.Channel is null || each.Message.Channel == cap.Channel));
            if (before >= cap.Max)
                Break($"4: {before + 1} of {cap.Max} per {cap.Per}", call);
        }
    }

    private void JudgeQuietHours(Call call)
    {
        var hours = campaigns.Single(each => each.Id == call.Message.Campaign).QuietHours!;
        var local = Instant.FromDateTimeOffset(call.At).InZone(DateTimeZoneProviders.Tzdb[zones[call.Message.UserId]]).TimeOfDay.ToTimeOnly();
        if (local.IsBetween(hours.From, hours.To))   // of the framework: overnight spans included
            Break($"5: {local} there", call);
    }

    private void Break(string promise, Call call) =>
        Broken.Add(string.Create(CultureInfo.InvariantCulture, $"{promise}; {call.Message.Key} of {call.Message.UserId} at {call.At:O}"));

    private sealed record Call(OutboundMessage Message, SequenceStart Start, DateTimeOffset At, bool TakesEffect, bool MayRepeat);
}
