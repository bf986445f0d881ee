namespace WinBack.Local.Tests.Hostile;

/// <summary>Requests of one kind.</summary>
/// <param name="Name">As the counts show it.</param>
/// <param name="Reason">What it tries.</param>
/// <param name="Count">Of 10,000.</param>
/// <param name="Statuses">What may be answered; 0 stands for a connection closed without an answer.</param>
/// <param name="Make">Makes the n-th of all attacks.</param>
internal sealed record Family(string Name, string Reason, int Count, int[] Statuses, Func<Dice, int, Attack> Make)
{
    /// <summary>Whether something in such a request may be well formed, and then is to be applied.</summary>
    public bool MayApply { get; init; }
}

/// <summary>One request, byte for byte.</summary>
/// <param name="Bytes">All that is sent.</param>
internal sealed record Attack(byte[] Bytes)
{
    public Ending Ending { get; init; } = Ending.Waits;

    /// <summary>Whether what follows on the same connection is a request of its own.</summary>
    public bool KeepsConnection { get; init; } = true;

    /// <summary>Whether its path goes up.</summary>
    public bool Climbs => System.Text.Encoding.Latin1.GetString(Bytes).Split('\n')[0] is var line
        && (line.Contains("..", StringComparison.Ordinal) || line.Contains("%2e", StringComparison.OrdinalIgnoreCase));

    public bool IsHead => Bytes.AsSpan().StartsWith("HEAD "u8);
}

/// <summary>What the client does once all is sent.</summary>
internal enum Ending
{
    /// <summary>Waits for the answer.</summary>
    Waits,

    /// <summary>Says that nothing more will come when there is no answer after a moment, and waits.</summary>
    HalfCloses,

    /// <summary>Tears the connection down.</summary>
    Resets,
}
