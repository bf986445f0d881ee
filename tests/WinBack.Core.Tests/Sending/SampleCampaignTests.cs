using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>The samples run as they are and say something to everybody.</summary>
public sealed class SampleCampaignTests
{
    public static TheoryData<string> Files => [.. Repository.Files("campaigns", "*.yaml")];

    [Fact]
    public void Samples_AreThere() => Assert.Equal(
        new[]
        {
            "abandoned-cart", "back-in-stock", "before-they-go", "best-customers", "cancelled-subscription", "failed-payment", "last-winter",
            "pick-up-where-you-left-off", "price-drop", "replenishment", "second-order", "why-did-you-leave",
        }.Select(name => $"campaigns/{name}.yaml"),
        Repository.Files("campaigns", "*.yaml"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_AsItIs_IsAnActiveCampaignNamedAfterItsFile(string file)
    {
        var campaign = Read(file);

        Assert.Equal(Path.GetFileNameWithoutExtension(file), campaign.Id);
        Assert.Equal((CampaignStatus.Active, campaign.Id), (campaign.Status, campaign.Holdout.Salt));
        Assert.Contains($"salt: {campaign.Id}\n", Repository.Read(file), StringComparison.Ordinal);     // written down, not left to the default
        Assert.NotNull(campaign.QuietHours);
        Assert.NotEmpty(campaign.Caps);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_PersonWithAndWithoutName_IsAddressedOnEveryChannel(string file)
    {
        foreach (var (message, user) in Messages(Read(file)))
        {
            Assert.DoesNotContain("{{", message.Text + message.Subject + message.Title + message.Html + message.DeepLink, StringComparison.Ordinal);
            Assert.DoesNotContain(" ,", message.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", message.Text, StringComparison.Ordinal);
            Assert.Equal(message.Html is null, message.Subject is null);
            Assert.NotNull(message.DeepLink);
            if (user.Profile.Name is null)
                Assert.DoesNotContain("Anna", message.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_Sms_TakesAtMostTwoSegments(string file) => Assert.All(
        Messages(Read(file)).Where(each => each.Message.Subject is null && each.Message.Title is null),
        each => Assert.InRange(SmsSegments.Of(each.Message.Text).Segments, 1, 2));

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_Subject_FitsAPhone(string file) => Assert.All(
        Messages(Read(file)).Select(each => each.Message.Subject ?? each.Message.Title ?? ""), line => Assert.InRange(line.Length, 0, 60));

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_Words_DoNotPress(string file) => Assert.All(
        Messages(Read(file)).Select(each => $"{each.Message.Subject} {each.Message.Title} {each.Message.Text}"),
        text => Assert.DoesNotMatch(@"(?i)\b(hurry|last chance|act now|don't miss|only today|we miss you|limited time|expires soon)\b|!!", text));

    [Fact]
    public void Replenishment_IsWhatTheGuideSays()
    {
        var campaign = Read("campaigns/replenishment.yaml");

        Assert.Equal((Threshold.Days(90), 0.2, 3), (campaign.Lapse!.Parts[0].After, campaign.Holdout.Share, campaign.Touches.Count));
        Assert.Equal(["purchase"], campaign.Lapse!.Since);
        Assert.All(campaign.Touches, touch => Assert.Superset(new HashSet<Channel> { Channel.Push, Channel.Email }, touch.Channels.ToHashSet()));
    }

    private static IEnumerable<(RenderedMessage Message, User User)> Messages(Campaign campaign) =>
        from user in People()
        from touch in campaign.Touches
        from channel in touch.Channels
        where channel != Channel.Webhook    // read by a system, not by the person
        select (Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, touch, channel, user, MessageFrame.None)).Message, user);

    private static IEnumerable<User> People()
    {
        var known = AUser.Reachable();
        yield return known;
        yield return known with { Profile = known.Profile with { Name = null } };
        yield return known with
        {
            Profile = known.Profile with
            {
                Name = new("Maximiliane Charlotte", AUser.Before),
                Attributes = new Dictionary<string, Stamped<FieldValue?>>
                {
                    ["lastItem"] = new(FieldValue.Of("Ethiopia Guji, 500 g"), AUser.Before),
                    ["lastDocument"] = new(FieldValue.Of("Notes on a garden"), AUser.Before),
                    ["lastDocumentId"] = new(FieldValue.Of("d/1 7"), AUser.Before),
                    ["plan"] = new(FieldValue.Of("Plus"), AUser.Before),
                    ["cancelReason"] = new(FieldValue.Of("price"), AUser.Before),
                },
            },
        };
    }

    private static Campaign Read(string file)
    {
        var result = CampaignFile.Read(file, Repository.Read(file));
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return result.Campaign!;
    }
}
