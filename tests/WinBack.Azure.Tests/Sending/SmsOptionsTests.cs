using System.ComponentModel.DataAnnotations;
using WinBack.Azure.Sending;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class SmsOptionsTests
{
    [Theory]
    [InlineData("+4915112345678", true)]
    [InlineData("74655", true)]             // a short code
    [InlineData("SHOP", true)]
    [InlineData("My Shop 24", true)]
    [InlineData("12345678901", false)]      // a number without its plus
    [InlineData("+0123456789", false)]
    [InlineData("TwelveLetter", false)]
    [InlineData("Café", false)]
    [InlineData("", false)]
    [InlineData("SHOP\n", false)]
    public void Validate_Sender_IsJudged(string sender, bool valid)
    {
        Assert.Equal(valid, Errors(new() { DefaultSender = sender }).Count == 0);
        Assert.Equal(valid, Errors(new() { Senders = new Dictionary<string, string> { ["DE"] = sender } }).Count == 0);
    }

    [Fact]
    public void Validate_NoSenderAtAll_NamesTheSetting() => Assert.Contains("Sms:DefaultSender is missing", Assert.Single(Errors(new())), StringComparison.Ordinal);

    [Theory]
    [InlineData("de", true)]
    [InlineData("EU", false)]
    [InlineData("DEU", false)]
    public void Validate_Country_IsJudged(string country, bool valid) =>
        Assert.Equal(valid, Errors(new() { Senders = new Dictionary<string, string> { [country] = "SHOP" } }).Count == 0);

    private static List<string?> Errors(SmsOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        return [.. results.Select(each => each.ErrorMessage)];
    }
}
