using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>guards</c> may say.</summary>
public sealed class GuardsFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("guards: {}")]
    [InlineData("guards: {budget: off, sampleRatio: on}")]
    public void Read_NothingSaid_GuardsAllButMoney(string line) =>
        Assert.Equal(new GuardRules { Harm = 0.05, Failures = 0.2, Budget = null, SampleRatio = true }, Read(line));

    [Fact]
    public void Read_All_AreTaken()
    {
        Assert.Equal(
            new GuardRules { Harm = 0.01, Failures = 0.5, Budget = new(1200.5m, "USD"), SampleRatio = false },
            Read("guards: {harm: 1%, failures: 0.5, budget: {amount: 1200.50, currency: USD}, sampleRatio: off}"));
        Assert.Equal(new GuardRules { Harm = null, Failures = null }, Read("guards: {harm: off, failures: off}"));
        Assert.Equal(0, Read("guards: {harm: 0}").Harm);
    }

    [Theory]
    [InlineData("guards: off", "\"off\"; allowed: the keys harm, failures, budget, sampleRatio")]
    [InlineData("guards: {harms: 1%}", "the key \"harms\"; allowed: harm, failures, budget, sampleRatio; did you mean harm?")]
    [InlineData("guards: {harm: 2}", "\"2\"; allowed: a share from 0 to 1, or from 0% to 100%; did you mean 2%?")]
    [InlineData("guards: {failures: on}", "\"on\"; allowed: a share from 0 to 1, or from 0% to 100%")]
    [InlineData("guards: {budget: 100}", "\"100\"; allowed: the keys amount, currency, or off")]
    [InlineData("guards: {budget: {amount: 100}}", "nothing; allowed: currency, such as EUR")]
    [InlineData("guards: {budget: {currency: EUR}}", "nothing; allowed: what the campaign may cost in all, such as 5000")]
    [InlineData("guards: {budget: {amount: 0, currency: EUR}}", "\"0\"; allowed: a number from 0.01 to 1000000000")]
    [InlineData("guards: {budget: {amount: 100, currency: eur}}", "\"eur\"; allowed: an ISO 4217 code in capitals, such as EUR")]
    [InlineData("guards: {budget: {amount: 100, currency: XXX}}", "\"XXX\"; allowed: an ISO 4217 code in capitals, such as EUR")]
    [InlineData("guards: {sampleRatio: 1%}", "\"1%\"; allowed: on, off")]
    public void Read_WhatMayNot_IsRefusedWithWhatMay(string line, string said) =>
        Assert.Contains(said, string.Join('\n', CampaignFile.Read("bad.yaml", $"{CampaignFileTests.Smallest}\n{line}").Errors), StringComparison.Ordinal);

    private static GuardRules Read(string line) => CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\n{line}").Guards;
}
