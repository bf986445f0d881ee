namespace WinBack.Storage.Tables;

/// <summary>
/// The UTF-8 bytes of an id, one at a time and without a copy. A lone surrogate gives the three bytes of its own code, which no
/// valid text contains, where the runtime's encoder would make all of them the same replacement character.
/// </summary>
internal struct IdBytes(string id)
{
    private int _next;
    private uint _rest;
    private int _restCount;

    public bool TryNext(out byte value)
    {
        if (_restCount > 0)
        {
            _restCount--;
            value = (byte)(0x80 | ((_rest >> (6 * _restCount)) & 0x3F));
            return true;
        }
        if (_next >= id.Length)
        {
            value = 0;
            return false;
        }
        uint code = id[_next++];
        if (code < 0x80)
        {
            value = (byte)code;
            return true;
        }
        if (char.IsHighSurrogate((char)code) && _next < id.Length && char.IsLowSurrogate(id[_next]))
            code = (uint)char.ConvertToUtf32((char)code, id[_next++]);
        _rest = code;
        _restCount = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        var lead = _restCount switch { 1 => 0xC0u, 2 => 0xE0u, _ => 0xF0u };
        value = (byte)(lead | (code >> (6 * _restCount)));
        return true;
    }
}
