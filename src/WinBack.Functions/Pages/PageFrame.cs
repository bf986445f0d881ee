namespace WinBack.Functions.Pages;

/// <summary>What stands around the content of a page.</summary>
/// <param name="Head">Within the head of the page, after the style of all pages.</param>
/// <param name="Header">Before the content: where else to go.</param>
/// <param name="Foot">After it: scripts.</param>
/// <param name="ScriptSource">Where scripts may come from, as the policy names it; null for nowhere.</param>
internal sealed record PageFrame(Html Head, Html Header, Html Foot, string? ScriptSource)
{
    /// <summary>Nothing.</summary>
    public static PageFrame None { get; } = new(Html.Empty, Html.Empty, Html.Empty, null);
}
