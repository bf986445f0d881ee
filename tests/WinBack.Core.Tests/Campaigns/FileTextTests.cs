using System.Text;
using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class FileTextTests
{
    [Fact]
    public void Decode_Latin1_IsRefusedWithLineAndColumn()
    {
        var (text, error) = FileText.Decode("menu.yaml", Encoding.Latin1.GetBytes("id: menu\n  body: café au lait\n"));

        Assert.Null(text);
        Assert.Equal("menu.yaml:2:12: found byte 0xE9, which is not UTF-8 at line 2, column 12; allowed: UTF-8; save the file as UTF-8", error!.ToString());
    }

    [Fact]
    public void Decode_ColumnAfterOtherLetters_CountsCharactersAndNotBytes() =>
        Assert.Equal((1, 4), FileText.Decode("f", [.. "äöü"u8, 0xFF]).Error is { } error ? (error.Line, error.Column) : default);

    [Theory]
    [InlineData(new byte[] { 0xC3 })]                              // breaks off
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]                  // half a surrogate pair
    [InlineData(new byte[] { 0xC0, 0xAF })]                        // longer than it need be
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'i', 0 })]          // UTF-16
    public void Decode_OtherBytes_AreRefusedWhereTheyBegin(byte[] bytes) =>
        Assert.Equal((1, 1), FileText.Decode("f", bytes).Error is { } error ? (error.Line, error.Column) : default);

    [Theory]
    [InlineData("")]
    [InlineData("\ufeffid: café 😀\n")]
    [InlineData("written as \ufffd")]
    public void Decode_Utf8_IsTheText(string text) => Assert.Equal((text, null), FileText.Decode("f", Encoding.UTF8.GetBytes(text)));
}
