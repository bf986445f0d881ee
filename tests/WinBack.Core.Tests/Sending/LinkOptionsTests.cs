using System.ComponentModel.DataAnnotations;
using WinBack.Core.Sending;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class LinkOptionsTests
{
    [Theory]
    [InlineData("https://hello.shop.example")]
    [InlineData("https://shop.example/winback/")]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://localhost:7071")]
    public void Validate_PublicAddress_IsGood(string address) => Assert.Empty(Problems(new() { BaseUrl = address, Keys = [Key("k1")] }));

    [Theory]
    [InlineData("http://shop.example")]             // a link to stop that anybody on the way may change
    [InlineData("shop.example")]
    [InlineData("https://")]
    [InlineData("https://shop.example/?a=b")]
    [InlineData("https://user@shop.example")]
    [InlineData("javascript:alert(1)")]
    public void Validate_NoPublicAddress_NamesTheSetting(string address) =>
        Assert.Contains("Links:BaseUrl", Assert.Single(Problems(new() { BaseUrl = address, Keys = [Key("k1")] })), StringComparison.Ordinal);

    [Fact]
    public void Validate_AddressWithoutKey_NamesTheSetting() =>
        Assert.Contains("Links:Keys", Assert.Single(Problems(new() { BaseUrl = "https://shop.example" })), StringComparison.Ordinal);

    [Fact]
    public void Validate_TwoKeysOfOneId_IsRefused() => Assert.Single(Problems(new() { BaseUrl = "https://shop.example", Keys = [Key("k1"), Key("k1")] }));

    [Theory]
    [InlineData("", 32)]
    [InlineData("ninechars", 32)]
    [InlineData("k.1", 32)]
    [InlineData("k1", 31)]
    public void Validate_PoorKey_IsRefused(string id, int length) => Assert.Single(Problems(
        new() { BaseUrl = "https://shop.example", Keys = [new() { Id = id, Secret = new string('s', length) }] }));

    [Fact]
    public void Validate_Nothing_IsGood() => Assert.Empty(Problems(new()));

    private static LinkKey Key(string id) => new() { Id = id, Secret = new string('s', 32) };

    private static List<string> Problems(LinkOptions options)
    {
        List<ValidationResult> found = [];
        Validator.TryValidateObject(options, new(options), found, validateAllProperties: true);
        return [.. found.Select(each => each.ErrorMessage!)];
    }
}
