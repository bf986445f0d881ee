namespace WinBack.Core.Events;

/// <summary>
/// What of a request may wait in a queue, and in which messages. All items of a user go one way: whoever withdraws a consent, or has an item too
/// large for a message, is not made to wait, and neither is what they said before it in the same request.
/// </summary>
/// <param name="AtOnce">Items to apply before the request is answered, in the order they stand.</param>
/// <param name="Queued">Items that are in the messages, in the order they stand.</param>
/// <param name="Messages">Events of one user keep together and in order.</param>
public sealed record QueuePlan(IReadOnlyList<PlacedEvent> AtOnce, IReadOnlyList<PlacedEvent> Queued, IReadOnlyList<EventMessage> Messages)
{
    private const int Frame = 32;   // {"v":1,"events":[]} and to spare

    /// <summary>Plans the well-formed items of a request. The same items make the same plan.</summary>
    public static QueuePlan Of(IReadOnlyList<PlacedEvent> items)
    {
        List<PlacedEvent> atOnce = [], queued = [];
        var packer = new Packer();
        var ways = items.GroupBy(item => item.Event.UserId, StringComparer.Ordinal).ToDictionary(user => user.Key, Encode, StringComparer.Ordinal);
        foreach (var item in items)
            (ways[item.Event.UserId] is null ? atOnce : queued).Add(item);
        foreach (var events in ways.Values)   // in the order in which the users come up first
        {
            if (events is not null)
                packer.Add(events);
        }

        return new(atOnce, queued, packer.Finish());
    }

    /// <summary>A person's events as they go into a message; null when one of them must not or cannot wait.</summary>
    private static List<byte[]>? Encode(IEnumerable<PlacedEvent> ofUser)
    {
        List<byte[]> events = [];
        foreach (var item in ofUser)
        {
            if (item.Event.WithdrawsConsent)
                return null;
            events.Add(EventWriter.Write(item.Event));
            if (events[^1].Length + Frame > EventMessage.MostBytes)
                return null;
        }

        return events;
    }

    private sealed class Packer
    {
        private readonly List<EventMessage> _messages = [];
        private readonly List<byte[]> _open = [];
        private int _bytes = Frame;

        public void Add(List<byte[]> ofUser)
        {
            if (!Fits(ofUser.Sum(each => each.Length + 1), ofUser.Count))
                Close();
            foreach (var given in ofUser)
            {
                if (!Fits(given.Length + 1, 1))
                    Close();
                _open.Add(given);
                _bytes += given.Length + 1;
            }
        }

        public List<EventMessage> Finish()
        {
            Close();
            return _messages;
        }

        private bool Fits(int bytes, int count) => _bytes + bytes <= EventMessage.MostBytes && _open.Count + count <= EventMessage.MostEvents;

        private void Close()
        {
            if (_open.Count > 0)
                _messages.Add(EventMessage.Of(_open));
            _open.Clear();
            _bytes = Frame;
        }
    }
}
