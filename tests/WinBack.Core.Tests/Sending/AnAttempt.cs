using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>The first touch by push: claimed at noon, and half a minute later on its way to the one address there is.</summary>
internal static class AnAttempt
{
    public static readonly DateTimeOffset Later = Noon.AddSeconds(30);

    public static string[] Addresses { get; } = ["token-1"];

    public static User Claimed()
    {
        var change = Change(Enrolled());
        AttemptProtocol.Claim(change, Question(), Channel.Push);
        return change.User;
    }

    public static User Sending()
    {
        var change = Change(Claimed(), Later);
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, Question(), Addresses));
        return change.User;
    }

    /// <summary>The one effect there is: a fact for the reports.</summary>
    public static Fact FactOf(PersonChange change) => Assert.IsType<Effect.AppendFact>(Assert.Single(change.Effects)).Fact;
}
