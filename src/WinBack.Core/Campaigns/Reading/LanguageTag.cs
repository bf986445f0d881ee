namespace WinBack.Core.Campaigns.Reading;

/// <summary>Tags of languages: <c>en</c>, <c>de-AT</c>, <c>zh-Hant</c>.</summary>
internal static class LanguageTag
{
    /// <summary>Whether a text has the form of one.</summary>
    public static bool IsOne(string tag)
    {
        var parts = tag.Split('-');
        return tag.Length <= 35 && parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter) && parts.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
