using WinBack.Core.Users;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>An arm in words.</summary>
internal static class ArmText
{
    /// <summary><c>treatment</c></summary>
    public static string Of(Arm arm) => arm switch
    {
        Arm.Treatment => "treatment",
        Arm.Holdout => "holdout",
        _ => "never contacted",
    };
}
