namespace WinBack.Core.Sequences;

/// <summary>The users whom no campaign contacts: drawn once for all campaigns, before a campaign's own arms, by the user id.</summary>
/// <param name="Share">Fraction of all users, 0 to 1.</param>
/// <param name="Salt">Separates this draw from others of its kind; no campaign's salt is ever the same as one of these.</param>
public sealed record GlobalHoldout(double Share, string Salt)
{
    /// <summary>Holds nobody.</summary>
    public static GlobalHoldout None { get; } = new(0, "global");

    /// <summary>Whether a user is held out by this.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1, or not a number.</exception>
    // Were the salt that of a campaign, whom this leaves would be the ones that the campaign does not hold out.
    public bool Holds(string userId) => ArmAssignment.IsHeldOut("\0global\0" + Salt, userId, Share);
}
