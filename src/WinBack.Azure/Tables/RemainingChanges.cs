using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>
/// The changes of a batch that are still to be sent. A delete of whatever is there fails Azure's transaction when nothing is; as it has
/// nothing to do then, it is dropped and the rest is sent again.
/// </summary>
internal sealed class RemainingChanges(IReadOnlyList<RowChange> changes)
{
    private readonly IReadOnlyList<RowChange> _all = changes;
    private List<int>? _places;

    public IReadOnlyList<RowChange> Changes { get; private set; } = changes;

    public void Drop(int index)
    {
        _places ??= [.. Enumerable.Range(0, _all.Count)];
        _places.RemoveAt(index);
        Changes = [.. _places.Select(place => _all[place])];
    }

    /// <summary>The answer in terms of the whole batch, from ETags of the remaining changes.</summary>
    public BatchResult Done(IReadOnlyList<string?> etags)
    {
        if (_places is null)
            return new BatchResult.Done(etags);
        var whole = new string?[_all.Count];
        for (var i = 0; i < etags.Count; i++)
            whole[_places[i]] = etags[i];
        return new BatchResult.Done(whole);
    }

    public BatchResult Refused(int index) => new BatchResult.Refused(_places is null ? index : _places[index]);
}
