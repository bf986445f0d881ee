namespace WinBack.CrashHost;

/// <summary>Pairs of kinds of write that followed each other. To stop between two is the same experiment wherever those two follow each other.</summary>
internal sealed class KindPairs
{
    private readonly HashSet<(string?, string)> _seen = [];
    private string? _last;

    /// <summary>Takes in the next write; whether its kind never followed the one before.</summary>
    public bool IsNew(string kind)
    {
        var before = _last;
        _last = kind;
        return _seen.Add((before, kind));
    }
}
