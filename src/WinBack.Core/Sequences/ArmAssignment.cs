using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>
/// Draws arms without a random generator: the same answer on any machine, at any retry, in any later release. A person's place on the
/// scale from 0 to 1 never moves, so a larger share only adds people to the holdout.
/// </summary>
public static class ArmAssignment
{
    private const int StackBytes = 512;

    /// <summary>Draws the arm of one user in one campaign.</summary>
    /// <param name="campaign">The version that the user enters.</param>
    /// <param name="userId">The user.</param>
    /// <param name="global">Whom no campaign contacts; null for nobody.</param>
    /// <returns>
    /// The arm, and the probability with which this very arm was drawn. That of treatment and holdout is among those whom <paramref name="global"/>
    /// leaves: the two draws are independent, so the campaign's own arms compare as if the others were not there.
    /// </returns>
    public static (Arm Arm, double Probability) Draw(Campaign campaign, string userId, GlobalHoldout? global = null)
    {
        if (global?.Holds(userId) == true)
            return (Arm.Global, global.Share);
        var share = campaign.Holdout.Share;
        var salt = campaign.Holdout.Salt.Length > 0 ? campaign.Holdout.Salt : campaign.Id;
        return IsHeldOut(salt, userId, share) ? (Arm.Holdout, share) : (Arm.Treatment, 1 - share);
    }

    /// <summary>Whether a user is held out.</summary>
    /// <param name="salt">Separates draws: users held out under one salt are spread evenly under another.</param>
    /// <param name="userId">The user, never the person key: an erased and returned user gets the arm they had.</param>
    /// <param name="share">Fraction held out, 0 to 1 inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is outside 0 to 1, or not a number.</exception>
    public static bool IsHeldOut(string salt, string userId, double share)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A holdout share is a fraction from 0 to 1.");
        return Fraction(salt, userId) < share;
    }

    /// <summary>A person's place on the scale, 0 inclusive to 1 exclusive: the first 64 bits of SHA-256 over salt, a zero byte and the id.</summary>
    /// <remarks>The zero byte keeps <c>("ab", "c")</c> and <c>("a", "bc")</c> apart.</remarks>
    public static double Fraction(string salt, string userId)
    {
        var size = Encoding.UTF8.GetMaxByteCount(salt.Length + userId.Length) + 1;
        Span<byte> text = size <= StackBytes ? stackalloc byte[StackBytes] : new byte[size];
        var length = Encoding.UTF8.GetBytes(salt, text);
        text[length++] = 0;
        length += Encoding.UTF8.GetBytes(userId, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        // 53 bits are all a double holds; rounding 64 could give 1.
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
