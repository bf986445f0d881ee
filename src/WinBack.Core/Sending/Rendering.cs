namespace WinBack.Core.Sending;

/// <summary>What became of a template for one person.</summary>
public abstract record Rendering
{
    private Rendering() { }

    /// <summary>A message that may be handed over as it is.</summary>
    public sealed record Done(RenderedMessage Message) : Rendering;

    /// <summary>There is nothing to hand over on this channel; rendering again gives the same.</summary>
    /// <param name="Why">For people, as the rest of "not sent: …"; holds no personal data.</param>
    public sealed record Failed(string Why) : Rendering;
}
