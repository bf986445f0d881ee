namespace WinBack.Core.Events;

/// <summary>Why one item of a batch was not applied; the others are unaffected.</summary>
/// <param name="Position">Place in the batch, from 0.</param>
/// <param name="Id">Event id, if it could be read.</param>
/// <param name="Field">Path of the field at fault, such as <c>profile.email</c>.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Allowed">What is allowed, with the limit's value.</param>
public sealed record Refusal(int Position, string? Id, string Field, string Reason, string Allowed);
