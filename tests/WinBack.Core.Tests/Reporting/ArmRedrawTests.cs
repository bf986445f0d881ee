using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Sequences;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class ArmRedrawTests
{
    [Fact]
    public void Run_OutcomesThatNoSaltChanged_CoversZeroAboutAsOftenAsPromised()
    {
        var redrawn = ArmRedraw.Run("again", 0.2, Users(user => ArmAssignment.Fraction("truth", user) < 0.1), salts: 400);

        Assert.Equal((3000, 400), (redrawn.Users, redrawn.Draws));
        Assert.InRange(redrawn.Coverage, 0.91, 0.985);   // 0.95, and three standard errors of 400 draws either way
    }

    [Fact]
    public void Run_OutcomesThatFollowOneSalt_MissesUnderThatSaltAlone()
    {
        var redrawn = ArmRedraw.Run("again", 0.2, Users(user => !ArmAssignment.IsHeldOut("again-aa-1", user, 0.2)), salts: 1);

        Assert.Equal((1, 0), (redrawn.Draws, redrawn.Covering));
    }

    [Fact]
    public void Run_NobodyHeldOut_HasNoDraw() => Assert.Equal(0, ArmRedraw.Run("again", 0, Users(_ => true), salts: 3).Draws);

    private static List<(string UserId, bool Returned)> Users(Func<string, bool> returned) =>
        [.. Enumerable.Range(0, 3000).Select(number => number.ToString(CultureInfo.InvariantCulture)).Select(user => (user, returned(user)))];
}
