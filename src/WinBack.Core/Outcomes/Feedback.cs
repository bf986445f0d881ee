using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>What a provider reports some time after it took a message, or what a person sent back.</summary>
public abstract record Feedback
{
    private Feedback() { }

    /// <summary>What became of a message.</summary>
    /// <param name="Channel">By which channel.</param>
    /// <param name="Reference">The attempt; null for a message of somebody else that says something about the address.</param>
    /// <param name="Recipient">The address it was for.</param>
    /// <param name="Fate">What became of it.</param>
    /// <param name="Detail">In the provider's words, at most 200 characters, without addresses; null for none.</param>
    /// <param name="At">When, by the provider.</param>
    public sealed record Delivery(Channel Channel, AttemptReference? Reference, string Recipient, DeliveryFate Fate, string? Detail, DateTimeOffset At) : Feedback;

    /// <summary>An e-mail was opened, or a link in it followed that the provider had put in place of ours.</summary>
    /// <param name="Reference">The attempt.</param>
    /// <param name="IsClick">False for an opening.</param>
    /// <param name="UserAgent">Of the program that did it.</param>
    /// <param name="At">When, by the provider.</param>
    public sealed record Engagement(AttemptReference Reference, bool IsClick, string? UserAgent, DateTimeOffset At) : Feedback;

    /// <summary>A text message came in.</summary>
    /// <param name="MessageId">The provider's id of it.</param>
    /// <param name="From">Who sent it.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="At">When, by the provider.</param>
    public sealed record Reply(string MessageId, string From, string Text, DateTimeOffset At) : Feedback;

    /// <summary>A report about a message of somebody else who uses the same resource; there is nothing to do.</summary>
    public sealed record OfOthers : Feedback;
}

/// <summary>What became of a message, and what follows for its address.</summary>
public enum DeliveryFate
{
    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It did not arrive; the address may be good.</summary>
    Failed,

    /// <summary>The address does not exist, or the provider will not write to it: it is suppressed.</summary>
    DeadAddress,

    /// <summary>The person had said stop to the provider or carrier: that is a stop to us.</summary>
    SaidStop,

    /// <summary>The person complained about it: that is a stop, and a fact of its own.</summary>
    Complained,
}
