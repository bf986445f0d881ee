using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>What a push says, whatever the platform.</summary>
/// <param name="Title">One line.</param>
/// <param name="Body">May be shortened to fit.</param>
/// <param name="Image">Address of a picture, or null.</param>
/// <param name="Link">Where a tap leads, or null.</param>
/// <param name="Reference">The attempt; the app sends it back when the push was opened.</param>
/// <param name="Group">Of a pending and a newer message with the same group only the newer is shown. At most 64 bytes of ASCII.</param>
/// <param name="ExpiresAt">Not to be shown from then on; null for the platform's own limit.</param>
internal sealed record PushContent(string Title, string Body, string? Image, string? Link, string Reference, string Group, DateTimeOffset? ExpiresAt)
{
    // What APNs takes as a collapse id; FCM takes more.
    private const int LongestGroup = 64;

    /// <summary>Takes the push out of a message. Touches of one campaign replace each other: who was away reads the latest, not a pile.</summary>
    public static PushContent Of(OutboundMessage message) => new(
        message.Content.Title ?? "", message.Content.Text, message.Content.Image, message.Content.DeepLink, message.Reference.Text, Grouped(message.Campaign), message.ExpiresAt);

    /// <summary>
    /// The content whose payload fits: shortened at the end of its body, then without its picture, then shortened in its title, each between
    /// what a reader sees as characters and with an ellipsis.
    /// </summary>
    /// <param name="limit">Bytes.</param>
    /// <param name="sizeOf">Bytes of the payload of a content.</param>
    /// <returns>Null when even the bare link is too long.</returns>
    public PushContent? Fitted(int limit, Func<PushContent, int> sizeOf)
    {
        var bare = this with { Image = null };
        return ShortenedBody(this, limit, sizeOf)
            ?? ShortenedBody(bare, limit, sizeOf)
            ?? Longest(Title, title => bare with { Body = "", Title = title }, limit, sizeOf);
    }

    private static PushContent? ShortenedBody(PushContent content, int limit, Func<PushContent, int> sizeOf) =>
        Longest(content.Body, body => content with { Body = body }, limit, sizeOf);

    // The size grows with the text, so half of what is left is ruled out by each question.
    private static PushContent? Longest(string text, Func<string, PushContent> with, int limit, Func<PushContent, int> sizeOf)
    {
        if (with(text) is var whole && sizeOf(whole) <= limit)
            return whole;
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (best, low, high) = ((PushContent?)null, 1, starts.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var shortened = with(text[..starts[middle]].TrimEnd() + "…");
            if (sizeOf(shortened) <= limit)
                (best, low) = (shortened, middle + 1);
            else
                high = middle - 1;
        }

        return best;
    }

    private static string Grouped(string campaign) => campaign.Length <= LongestGroup && campaign.All(char.IsAscii)
        ? campaign
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(campaign)))[..LongestGroup];
}
