using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Takes the report of an app that a push was opened: an event <c>push_opened</c> whose property <c>touch</c> is what the push carried in its field
/// <c>winback</c>. It becomes a fact about the touch and wakes the sequence; one that fits none of the user's open enrolments is an event like any other.
/// </summary>
public sealed class PushOpenedReaction : IUserReaction
{
    /// <summary>Type of the event.</summary>
    public const string EventType = "push_opened";

    /// <summary>Property that names the touch.</summary>
    public const string Property = "touch";

    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (applied.Type != EventType || Reference(applied) is not { } reference)
            return;
        foreach (var open in change.User.Open)
        {
            var instance = open.InstanceId(change.User.PersonKey);
            if (open.Touches.FirstOrDefault(each => Of(instance, each.Id, reference.Shard) == reference) is not { } touch)
                continue;
            change.Append(open.ToFact(FactKind.Opened, change.User.PersonKey, applied.At) with { Touch = touch.Id, Channel = Channel.Push, KeptAt = open.EnrolledAt });
            change.User = change.User.With(open, each => each.With(touch.Id, isClick: false, applied.At).WithClick(touch.Id, Channel.Push, applied.At));
            change.Effects.Add(new Effect.WakeSequence(instance, Signal.Engaged));
            return;
        }
    }

    private static AttemptReference Of(string instance, string touch, int shard) => AttemptReference.For(AttemptKey.For(instance, touch, Channel.Push), shard);

    private static AttemptReference? Reference(IncomingEvent applied) =>
        applied.Properties is { ValueKind: System.Text.Json.JsonValueKind.Object } given && given.TryGetProperty(Property, out var touch)
        && touch.ValueKind == System.Text.Json.JsonValueKind.String && AttemptReference.TryParse(touch.GetString(), out var reference) ? reference : null;
}
