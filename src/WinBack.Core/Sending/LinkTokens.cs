using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// The tokens of links: <c>{key id}.{payload}{signature}</c> in characters that need no escaping. A token names its key, so that a new key can
/// sign while older ones still verify; one made for one purpose is none for the other. It says nothing about the person to who lacks the keys.
/// </summary>
public sealed class LinkTokens
{
    // A click token stands in an SMS, where every character counts: 64 bits can only be guessed at by asking us, and a guess would win a redirect.
    private const int ClickSignature = 8;
    private const int OptOutSignature = 16;
    private const int OptOutPayload = 1 + AddressHash.Length + AttemptReference.Length;

    // Longer ones are not looked at.
    private const int MaxLength = 200;

    private readonly (string Id, byte[] Secret)[] _keys;

    /// <param name="options">Checked; the first key signs.</param>
    public LinkTokens(LinkOptions options) => _keys = [.. options.Keys.Select(key => (key.Id, Encoding.UTF8.GetBytes(key.Secret)))];

    /// <summary>The token of a link to follow; about 30 characters.</summary>
    public string Click(AttemptReference reference) => Sign(Purpose.Click, reference.ToBytes(), ClickSignature);

    /// <summary>The token of an opt-out. It needs no row to be understood, so it holds for as long as its key does.</summary>
    /// <param name="channel">What is opted out of.</param>
    /// <param name="address">Of whom.</param>
    /// <param name="reference">The attempt whose message carries it.</param>
    public string OptOut(Channel channel, AddressHash address, AttemptReference reference) =>
        Sign(Purpose.OptOut, [(byte)channel, .. address.ToBytes(), .. reference.ToBytes()], OptOutSignature);

    /// <summary>The token of the preference centre; as lasting as one to opt out, and none.</summary>
    /// <param name="channel">By which the address is reached.</param>
    /// <param name="address">Whose preferences.</param>
    /// <param name="reference">The attempt whose message carries it.</param>
    public string Preferences(Channel channel, AddressHash address, AttemptReference reference) =>
        Sign(Purpose.Preferences, [(byte)channel, .. address.ToBytes(), .. reference.ToBytes()], OptOutSignature);

    /// <summary>The token of one answer to a survey.</summary>
    /// <param name="reference">The attempt whose message asks.</param>
    /// <param name="answer">Index of the answer in its campaign's version, 0 to 255.</param>
    public string Survey(AttemptReference reference, int answer) => Sign(Purpose.Survey, [.. reference.ToBytes(), checked((byte)answer)], OptOutSignature);

    /// <summary>Reads a token of an answer; false as for a click.</summary>
    public bool TryReadSurvey(string? token, out AttemptReference reference, out int answer)
    {
        var payload = Verified(Purpose.Survey, token, AttemptReference.Length + 1, OptOutSignature);
        (reference, answer) = payload is null ? (default, 0) : (AttemptReference.FromBytes(payload.AsSpan(0, AttemptReference.Length)), payload[^1]);
        return payload is not null;
    }

    /// <summary>Reads a click token; false for one that is forged, cut off, made for something else or no token at all.</summary>
    public bool TryReadClick(string? token, out AttemptReference reference)
    {
        var payload = Verified(Purpose.Click, token, AttemptReference.Length, ClickSignature);
        reference = payload is null ? default : AttemptReference.FromBytes(payload);
        return payload is not null;
    }

    /// <summary>Reads an opt-out token; false as for a click.</summary>
    public bool TryReadOptOut(string? token, out OptOutLink link) => TryRead(Purpose.OptOut, token, out link);

    /// <summary>Reads a token of the preference centre; false as for a click.</summary>
    public bool TryReadPreferences(string? token, out OptOutLink link) => TryRead(Purpose.Preferences, token, out link);

    private bool TryRead(Purpose purpose, string? token, out OptOutLink link)
    {
        link = default;
        if (Verified(purpose, token, OptOutPayload, OptOutSignature) is not { } payload)
            return false;
        link = new(
            (Channel)payload[0],
            AddressHash.FromBytes(payload.AsSpan(1, AddressHash.Length)),
            AttemptReference.FromBytes(payload.AsSpan(1 + AddressHash.Length)));
        return true;
    }

    private string Sign(Purpose purpose, byte[] payload, int length)
    {
        if (_keys.Length == 0)
            throw new InvalidOperationException("Links:Keys has no key to sign links with.");
        var (id, secret) = _keys[0];
        return $"{id}.{Base64Url.EncodeToString([.. payload, .. Signature(purpose, id, secret, payload)[..length]])}";
    }

    private byte[]? Verified(Purpose purpose, string? token, int payloadLength, int signatureLength)
    {
        if (token is not { Length: <= MaxLength } || token.IndexOf('.', StringComparison.Ordinal) is not (> 0 and <= LinkKey.MaxIdLength))
            return null;
        var end = token.IndexOf('.', StringComparison.Ordinal);
        var (id, given) = (token[..end], token[(end + 1)..]);
        var bytes = new byte[payloadLength + signatureLength];
        // One token, one spelling: no padding, no white space, and no bits set that stand for nothing, at which the decoder's other methods throw.
        if (given.Length != Base64Url.GetEncodedLength(bytes.Length) || Base64Url.DecodeFromChars(given, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length)
            return null;
        foreach (var key in _keys)
        {
            if (key.Id != id)
                continue;
            var payload = bytes[..payloadLength];
            return CryptographicOperations.FixedTimeEquals(Signature(purpose, id, key.Secret, payload).AsSpan(0, signatureLength), bytes.AsSpan(payloadLength))
                ? payload
                : null;
        }

        return null;
    }

    private static byte[] Signature(Purpose purpose, string id, byte[] secret, byte[] payload) =>
        HMACSHA256.HashData(secret, (byte[])[(byte)purpose, (byte)id.Length, .. Encoding.ASCII.GetBytes(id), .. payload]);

    private enum Purpose : byte
    {
        Click = 1,
        OptOut = 2,
        Preferences = 3,
        Survey = 4,
    }
}

/// <summary>What a token to opt out, or one of the preference centre, says.</summary>
/// <param name="Channel">What is opted out of.</param>
/// <param name="Address">Of whom.</param>
/// <param name="Reference">The attempt whose message carried it.</param>
public readonly record struct OptOutLink(Channel Channel, AddressHash Address, AttemptReference Reference);
