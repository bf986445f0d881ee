using WinBack.Core.Campaigns;

namespace WinBack.Core.Reporting;

/// <summary>What a touch is meant to be, in the words of campaign files.</summary>
public static class KindText
{
    /// <summary><c>last-call</c></summary>
    public static string Of(TouchKind kind) => kind switch
    {
        TouchKind.Reminder => "reminder",
        TouchKind.Value => "value",
        TouchKind.Offer => "offer",
        TouchKind.LastCall => "last-call",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}
