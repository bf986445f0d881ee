using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class LinkTokensTests
{
    private static readonly AttemptReference Reference = AttemptReference.For("replenish.3.k7f2:nudge:email", 17);
    private static readonly AddressHash Address = AddressHash.Of(new byte[32], "anna@example.com");

    private readonly LinkTokens _tokens = Signing("k1");

    [Fact]
    public void Click_SignedHere_IsRead()
    {
        Assert.True(_tokens.TryReadClick(_tokens.Click(Reference), out var read));
        Assert.Equal(Reference, read);
    }

    [Fact]
    public void OptOut_SignedHere_IsRead()
    {
        Assert.True(_tokens.TryReadOptOut(_tokens.OptOut(Channel.Email, Address, Reference), out var read));
        Assert.Equal(new(Channel.Email, Address, Reference), read);
    }

    // Every character costs in an SMS: 153 or 67 make a segment.
    [Fact]
    public void Click_IsShort() => Assert.InRange(_tokens.Click(Reference).Length, 1, 30);

    [Fact]
    public void Tokens_NeedNoEscaping() => Assert.All(
        [_tokens.Click(Reference), _tokens.OptOut(Channel.Sms, Address, Reference)], token => Assert.Equal(token, Uri.EscapeDataString(token)));

    [Fact]
    public void OptOut_AfterKeysRotated_IsStillRead()
    {
        var token = _tokens.OptOut(Channel.Email, Address, Reference);
        Assert.True(Signing("k2", "k1").TryReadOptOut(token, out _));
    }

    [Fact]
    public void Click_SignedByTheNewestKey() => Assert.StartsWith("k2.", Signing("k2", "k1").Click(Reference), StringComparison.Ordinal);

    [Fact]
    public void OptOut_KeyTakenAway_IsForeign() => Assert.False(Signing("k2").TryReadOptOut(_tokens.OptOut(Channel.Email, Address, Reference), out _));

    [Fact]
    public void OptOut_SameKeyIdOtherSecret_IsForged()
    {
        var stranger = new LinkTokens(new() { Keys = [new() { Id = "k1", Secret = new string('x', 32) }] });
        Assert.False(_tokens.TryReadOptOut(stranger.OptOut(Channel.Email, Address, Reference), out _));
        Assert.False(_tokens.TryReadClick(stranger.Click(Reference), out _));
    }

    [Fact]
    public void Click_TakenForAnOptOut_IsNone()
    {
        Assert.False(_tokens.TryReadOptOut(_tokens.Click(Reference), out _));
        Assert.False(_tokens.TryReadClick(_tokens.OptOut(Channel.Email, Address, Reference), out _));
    }

    [Fact]
    public void TryRead_AnyCharacterChanged_IsForged()
    {
        foreach (var token in new[] { _tokens.Click(Reference), _tokens.OptOut(Channel.Email, Address, Reference) })
        {
            // The last too, though some of its bits stand for nothing.
            for (var at = 0; at < token.Length; at++)
            {
                for (var to = '\0'; to <= '\u00ff'; to++)
                {
                    if (token[at] == to)
                        continue;
                    var forged = token[..at] + to + token[(at + 1)..];
                    Assert.False(_tokens.TryReadClick(forged, out _) || _tokens.TryReadOptOut(forged, out _), forged);
                }
            }
        }
    }

    [Fact]
    public void TryRead_CutOff_IsNone()
    {
        var token = _tokens.OptOut(Channel.Email, Address, Reference);
        for (var length = 0; length < token.Length; length++)
            Assert.False(_tokens.TryReadOptOut(token[..length], out _));
        Assert.False(_tokens.TryReadOptOut(token + "A", out _));
        Assert.False(_tokens.TryReadOptOut(token + token, out _));
    }

    // One token has one spelling, or else a list of those used up, should there ever be one, could be walked around.
    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public void TryRead_AnotherSpelling_IsNone(string more)
    {
        var (click, optOut) = (_tokens.Click(Reference), _tokens.OptOut(Channel.Email, Address, Reference));
        Assert.False(_tokens.TryReadClick(click + more, out _) || _tokens.TryReadClick(click[..^4] + more + click[^4..], out _));
        Assert.False(_tokens.TryReadOptOut(optOut + more, out _) || _tokens.TryReadOptOut(optOut[..^4] + more + optOut[^4..], out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("k1.")]
    [InlineData(".AAAA")]
    [InlineData("k1")]
    [InlineData("k1.\u0000")]
    [InlineData("k1.%2e%2e")]
    public void TryRead_Nonsense_IsNone(string? token)
    {
        Assert.False(_tokens.TryReadClick(token, out _));
        Assert.False(_tokens.TryReadOptOut(token, out _));
    }

    private static LinkTokens Signing(params string[] ids) =>
        new(new() { Keys = [.. ids.Select(id => new LinkKey { Id = id, Secret = $"the secret of {id}".PadRight(32, '.') })] });
}
