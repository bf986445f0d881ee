using Xunit;

namespace WinBack.TestKit.Browser;

/// <summary>What a visitor finds.</summary>
/// <param name="Status">HTTP status of the first page.</param>
/// <param name="Title">Of the window.</param>
/// <param name="Language">Tag of the page's language.</param>
/// <param name="Heading">The main heading.</param>
/// <param name="Text">All text that is seen.</param>
/// <param name="Checked">Names of what is ticked.</param>
/// <param name="FocusOrder">What the Tab key led to.</param>
/// <param name="ContentWidth">How wide the page is, in CSS pixels.</param>
/// <param name="Width">How wide the window is.</param>
/// <param name="Unnamed">Controls that a screen reader could not name.</param>
/// <param name="Small">Controls that a finger would miss: lower than 24 pixels.</param>
/// <param name="RequestsElsewhere">What was loaded from other hosts.</param>
public sealed record Seen(
    int Status, string Title, string Language, string? Heading, string Text, IReadOnlyList<string> Checked, IReadOnlyList<string?> FocusOrder,
    int ContentWidth, int Width, IReadOnlyList<string> Unnamed, IReadOnlyList<string> Small, IReadOnlyList<string> RequestsElsewhere)
{
    /// <summary>That the page can be used by anybody on a small phone: nothing runs out of the window, everything has a name, and nothing is loaded from elsewhere.</summary>
    public void AssertUsable()
    {
        Assert.True(ContentWidth <= Width, $"The page is {ContentWidth} pixels wide in a window of {Width}.");
        Assert.NotNull(Heading);
        Assert.NotEmpty(Language);
        Assert.Empty(Unnamed);
        Assert.Empty(Small);
        Assert.Empty(RequestsElsewhere);
    }
}
