using System.Text;
using WinBack.Core.Events;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Events;

/// <summary>How a consent says what it is for.</summary>
public sealed class PurposeFormTests
{
    [Fact]
    public void Read_Purposes_AreReadAndWrittenBack()
    {
        var (read, refusals) = Read("""{"email":[{"given":true,"source":"checkout"},{"given":false,"source":"form","purpose":"price-alerts","textVersion":"v2"}],"sms":{"given":true,"source":"form","purpose":"marketing"}}""");

        Assert.Empty(refusals);
        Assert.Equal(new(true, Given.Noon, "checkout"), Assert.Single(read!.Consents).Value);
        Assert.Equal(
            [new("email", "price-alerts", new(false, Given.Noon, "form", "v2")), new("sms", "marketing", new(true, Given.Noon, "form"))],
            read.PurposeConsents);
        var queued = EventMessage.Read(Assert.Single(QueuePlan.Of([new(0, Given.Purchase(Given.Noon) with { Profile = read with { PurposeConsents = [read.PurposeConsents[1], read.PurposeConsents[0] with { Consent = new(true, Given.Noon, "form", "v2") }] } })]).Messages).Body);
        Assert.Equal(["sms marketing", "email price-alerts"], Assert.Single(queued.Items).Event.Profile!.PurposeConsents.Select(each => $"{each.Channel} {each.Purpose}").OrderDescending());
        Assert.Single(queued.Items[0].Event.Profile!.Consents);
    }

    [Fact]
    public void Read_NoToAPurpose_IsAWithdrawal()   // and so never waits in a queue
    {
        var (read, _) = Read("""{"email":{"given":false,"source":"form","purpose":"news"}}""");
        Assert.True((Given.Purchase(Given.Noon) with { Profile = read }).WithdrawsConsent);
    }

    [Theory]
    [InlineData("""{"email":{"given":true,"source":"form","purpose":""}}""")]
    [InlineData("""{"email":{"given":true,"source":"form","purpose":"Marketing"}}""")]
    [InlineData("""{"email":{"given":true,"source":"form","purpose":"1234567890123456789012345678901"}}""")]
    [InlineData("""{"email":{"given":true,"source":"form","purpose":null}}""")]
    [InlineData("""{"email":[]}""")]
    [InlineData("""{"email":[{"given":true,"source":"a"},{"given":false,"source":"b"}]}""")]
    [InlineData("""{"email":[{"given":true,"source":"a","purpose":"x"},{"given":false,"source":"b","purpose":"x"}]}""")]
    [InlineData("""{"email":["yes"]}""")]
    public void Read_AnotherForm_IsRefused(string consent) => Assert.Equal("profile.consent.email", Assert.Single(Read(consent).Refusals).Field);

    private static (ProfileUpdate? Profile, IReadOnlyList<Refusal> Refusals) Read(string consent)
    {
        var batch = EventBatch.Read(
            Encoding.UTF8.GetBytes("""{"id":"e","userId":"anna","at":"2026-11-24T12:00:00Z","profile":{"consent":""" + consent + "}}"), new(Given.Noon, SourceTrust.Full));
        return (batch.Items.Count == 1 ? batch.Items[0].Event.Profile : null, batch.Refusals);
    }
}
