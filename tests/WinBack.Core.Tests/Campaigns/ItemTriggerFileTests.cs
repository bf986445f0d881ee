using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>on.priceDrop</c> and <c>on.backInStock</c> may say, and how what they may not is refused.</summary>
public sealed class ItemTriggerFileTests
{
    [Fact]
    public void Read_PriceDrop_IsAnEventOfOurOwnWithABoundOnTheFall()
    {
        var on = Campaign("on: {priceDrop: {of: [viewed, added_to_cart], within: P2W, atLeast: 12.5%, item: sku}, unless: purchase, where: [{property: price, atMost: 500}]}").On!;

        Assert.Equal((ItemEvent.PriceDrop, Threshold.Zero, "P3D"), (on.Event, on.After, on.Within.ToString()));
        Assert.Equal((14, "sku"), (on.Item!.WithinDays, on.Item.Property));
        Assert.Equal(["viewed", "added_to_cart"], on.Item.Of);
        Assert.Equal(["percent AtLeast 12.50", "price AtMost 500"], on.Where.Select(each => $"{each.Path} {each.Comparison} {each.Values[0]}"));
        Assert.Equal(["purchase"], on.Unless);
    }

    [Fact]
    public void Read_OnlyTheLooks_IsThirtyDaysAndTenPercentOfThePropertyItem()
    {
        var drop = Campaign("on: {priceDrop: {of: viewed}}").On!;
        var back = Campaign("on: {backInStock: {of: viewed}}").On!;

        Assert.Equal((30, "item", "percent AtLeast 10"), (drop.Item!.WithinDays, drop.Item.Property, drop.Where.Select(each => $"{each.Path} {each.Comparison} {each.Values[0]}").Single()));
        Assert.Equal((ItemEvent.BackInStock, 30, 0), (back.Event, back.Item!.WithinDays, back.Where.Count));
    }

    [Theory]
    [InlineData("{priceDrop: {}}", "4:17: on.priceDrop.of: found nothing; allowed: the event types that count as a look at an item, such as [viewed, added_to_cart]")]
    [InlineData("{priceDrop: {of: any}}", "4:22: on.priceDrop.of: found any, and not every event is a look at an item; allowed: event types")]
    [InlineData("{priceDrop: {of: a, within: P91D}}", "4:33: on.priceDrop.within: found \"P91D\"; allowed: P1D to P90D, in whole days or weeks")]
    [InlineData("{priceDrop: {of: a, atLeast: 0}}", "4:34: on.priceDrop.atLeast: found \"0\"; allowed: a share from 0.01 to 0.9, or from 1% to 90%")]
    [InlineData("{priceDrop: {of: a, atLeast: 95%}}", "4:34: on.priceDrop.atLeast: found \"95%\"; allowed: a share from 0 to 0.9, or from 0% to 90%")]
    [InlineData("{backInStock: {of: a, atLeast: 10%}}", "4:27: on.backInStock: found the key \"atLeast\"; allowed: of, within, item")]
    [InlineData("{event: b, backInStock: {of: a}}", "4:5: on: found event and backInStock; allowed: one of event, priceDrop, backInStock")]
    [InlineData("{priceDrop: {of: a}, backInStock: {of: a}}", "4:5: on: found priceDrop and backInStock; allowed: one of event, priceDrop, backInStock")]
    [InlineData("{event: winback.price_drop}", "4:13: on.event: found \"winback.price_drop\", which is made here; allowed: priceDrop: in place of event:")]
    [InlineData("{priceDrop: {of: [a, purchase]}}", "4:5: on: found \"purchase\" among the looks, and it is the goal; allowed: other types: who has bought the item is not told of it")]
    [InlineData("{backInStock: {of: a}, where: [{property: percent, atLeast: 1}]}", "4:5: on: found the property \"percent\" under where; allowed: item, name, url, price, currency")]
    public void Read_Mistakes_AreNamedInPlace(string on, string error) => Assert.Contains("bad.yaml:" + error, Errors(on, "Hello"));

    // A name that news never has would show nothing to everybody.
    [Fact]
    public void Read_VariableThatNewsDoNotHave_IsRefusedWithThoseTheyDo() => Assert.Equal(
        "bad.yaml:5:62: touches[0].sms.body: found {{trigger.pirce}}; allowed: {{trigger.item}}, {{trigger.name}}, {{trigger.url}}, {{trigger.price}}, {{trigger.priceBefore}}, {{trigger.percent}}, {{trigger.currency}}; did you mean price?",
        Assert.Single(Errors("{priceDrop: {of: a}}", "Now {{trigger.pirce}}")));

    private static Campaign Campaign(string on) => CampaignFileTests.Valid(File(on, "Hello"));

    private static string[] Errors(string on, string body) => [.. CampaignFile.Read("bad.yaml", File("on: " + on, body)).Errors.Select(error => error.ToString())];

    private static string File(string on, string body) =>
        $"name: Again\ngoal: purchase\nid: again\n{on}\ntouches: [{{id: first, delay: P0D, channels: sms, sms: {{body: \"{body}\"}}}}]\n";
}
