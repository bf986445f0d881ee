using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Makes the message of a touch for one person. Takes the template as it stands: it has no variables yet.</summary>
public static class MessageRenderer
{
    /// <summary>The message of a touch on one of its channels.</summary>
    public static Rendering Render(Campaign campaign, Touch touch, Channel channel, User user)
    {
        _ = (campaign, user);
        var template = touch.Templates[channel];
        return new Rendering.Done(new(template.Subject, template.Title, template.Body, Html: null, template.DeepLink));
    }
}

/// <summary>What came of rendering.</summary>
public abstract record Rendering
{
    private Rendering() { }

    /// <summary>The message.</summary>
    public sealed record Done(RenderedMessage Message) : Rendering;

    /// <summary>It cannot be made for this person.</summary>
    /// <param name="Why">For people; no personal data.</param>
    public sealed record Failed(string Why) : Rendering;
}
