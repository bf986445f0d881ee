using System.Text;
using Xunit;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Bodies that are not framed as HTTP wants them.</summary>
public sealed class BrokenBodyTests
{
    // The server says so by an exception of its own kind for some faults, and by a plain IOException for this one.
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF\r\nx")]
    [InlineData("ZZ\r\nx")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task PostEvents_ChunksThatCannotBe_Is400AndNoFaultOfOurs(string chunks)
    {
        await using var host = await AHostileHost.OpenAsync();
        using var wire = new Wire(host.EndPoint);
        var head = Raw.Head("POST", "/api/events", "Transfer-Encoding: chunked", "x-winback-key: " + host.FullKey);
        var answer = await wire.SendAsync(new([.. head, .. Encoding.ASCII.GetBytes(chunks)]) { KeepsConnection = false });

        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Empty(host.Log.Errors);
    }
}
