using WinBack.Core.Reporting;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class ReactionRateTests
{
    // A rate over messages of which nothing can be known would be too low.
    [Fact]
    public void Rates_OfSeveralChannels_AreOfTheMessagesThatTell()
    {
        var tallied = new Tallied();
        tallied.Enrol("anna", Arm.Treatment);
        Take(tallied, Channel.Push, 4, FactKind.Opened);
        Take(tallied, Channel.Email, 2, FactKind.Delivered, FactKind.Opened, FactKind.Clicked);
        Take(tallied, Channel.Sms, 1, FactKind.Delivered);
        Take(tallied, Channel.Webhook, 1);

        var arm = tallied.Report().Funnel[0];

        Assert.Equal(new Rate(2, 3), arm.DeliveryRate);     // e-mail and SMS
        Assert.Equal(new Rate(2, 6), arm.OpenRate);         // e-mail and push
        Assert.Equal(new Rate(1, 3), arm.ClickRate);        // e-mail and SMS
    }

    private static void Take(Tallied tallied, Channel channel, int messages, params FactKind[] reactions)
    {
        for (var i = 0; i < messages; i++)
            tallied.Add(FactKind.HandedOver, "anna", Arm.Treatment, fact => fact with { Touch = $"t{i}", Channel = channel, Answer = AttemptState.Accepted });
        foreach (var reaction in reactions)
            tallied.Add(reaction, "anna", Arm.Treatment, fact => fact with { Touch = "t0", Channel = channel });
    }
}
