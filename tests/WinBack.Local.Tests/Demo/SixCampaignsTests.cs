using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.Demo;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>That the campaigns met is asserted, so that a clean audit says something.</summary>
[Collection(SixCampaigns.Name)]
public sealed class SixCampaignsTests(SixCampaignsDemo demo)
{
    [Fact]
    public async Task Run_SixCampaignsTogether_MeetInCapsPrioritiesAndConflictsAndTheAuditIsClean()
    {
        var result = demo.Result;
        var audit = await demo.Services.GetRequiredService<AuditReader>().ReadAsync();
        Assert.Empty(audit.Violations);
        Assert.All(audit.Promises, promise => Assert.True(promise.Checked > 0, $"nothing was checked for promise {promise.Number}"));
        Assert.Equal(6, result.Truths.Count);
        Assert.All(result.Truths, each => Assert.True(each.Lift.People > 0, $"{each.Campaign.Id} enrolled nobody"));
        Assert.Contains(result.Truths, each => each.Lift.ReachedByOthers > 0);
        Assert.All(result.Truths, each => Assert.Equal(0, each.Lift.Unlike));     // each did what the life that their arm gave them says
        Assert.Contains(result.Truths, each => each.Lift.Return.Absolute > 0.02);
        Assert.All(new[] { result.Interplay.CapRefusals, result.Interplay.KeptFree, result.Interplay.Waiting }, count => Assert.True(count > 0, $"the campaigns did not meet: {result.Interplay}"));

        var channels = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var entry in demo.Services.GetRequiredService<Outbox>().ReadAsync(new(2026, 1, 5), new(2026, 4, 15)))
            channels.Add(AttemptKey.Name(entry.Message.Channel));
        Assert.Equal(["email", "push", "sms", "webhook"], channels);
        await AssertReadByChannelAsync(demo.Services.GetRequiredService<IFacts>());
    }

    // An app reports that a push was opened, links are followed in e-mails and texts, and their provider reports the rest.
    private static async Task AssertReadByChannelAsync(IFacts facts)
    {
        var read = new HashSet<(FactKind, Channel?)>();
        foreach (var campaign in DemoOptions.Samples)
        {
            await foreach (var fact in facts.ReadAsync(campaign, new(2026, 1, 5), new(2026, 4, 15)))
                read.Add((fact.Kind, fact.Channel));
        }

        Assert.Superset(
            new HashSet<(FactKind, Channel?)>
            {
                (FactKind.Delivered, Channel.Email), (FactKind.Undelivered, Channel.Email), (FactKind.Opened, Channel.Email), (FactKind.Clicked, Channel.Email),
                (FactKind.Delivered, Channel.Sms), (FactKind.Opened, Channel.Push),
            },
            read);
        Assert.DoesNotContain((FactKind.Opened, Channel.Sms), read);        // no carrier tells
    }
}
