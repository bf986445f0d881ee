namespace WinBack.Core.Campaigns;

/// <summary>A locale and those it falls back to, by CLDR's parents: a whole language before a part of it, never another script.</summary>
internal static class LocaleChain
{
    // Scripts that the language alone does not stand for: who reads traditional Chinese is not written to in simplified.
    private static readonly HashSet<string> OtherScripts = new(
        ["az-Arab", "az-Cyrl", "bs-Cyrl", "en-Shaw", "ff-Adlm", "ha-Arab", "kk-Arab", "ku-Arab", "ky-Arab", "ky-Latn", "mn-Mong", "ms-Arab", "pa-Arab", "sd-Deva", "sr-Latn", "tg-Arab", "ug-Cyrl", "uz-Arab", "uz-Cyrl", "yue-Hans", "zh-Hant"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> LatinAmerica = new(
        ["es-AR", "es-BO", "es-BR", "es-BZ", "es-CL", "es-CO", "es-CR", "es-CU", "es-DO", "es-EC", "es-GT", "es-HN", "es-MX", "es-NI", "es-PA", "es-PE", "es-PR", "es-PY", "es-SV", "es-US", "es-UY", "es-VE"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> LikePortugal = new(
        ["pt-AO", "pt-CH", "pt-CV", "pt-FR", "pt-GQ", "pt-GW", "pt-LU", "pt-MO", "pt-MZ", "pt-ST", "pt-TL"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Traditional = new(["zh-HK", "zh-MO", "zh-TW"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The locale itself, then its parents, nearest first: <c>de-AT</c>, <c>de</c>.</summary>
    /// <param name="tag">A language tag; an underscore is taken for a hyphen. None for null.</param>
    public static IEnumerable<string> Of(string? tag)
    {
        for (var each = tag?.Replace('_', '-'); each is { Length: > 0 }; each = Parent(each))
            yield return each;
    }

    /// <summary>The template for a reader and the language it is in.</summary>
    /// <param name="template">In <paramref name="language"/>, with others beside it.</param>
    /// <param name="locale">The reader's; null when it is not known.</param>
    /// <param name="language">The campaign's.</param>
    public static (Template Template, string Language) Choose(Template template, string? locale, string language) => Choose(template, template.Locales, locale, language);

    /// <summary>What a reader gets of something that is said in several languages, and the language it is in.</summary>
    /// <param name="whole">In <paramref name="language"/>.</param>
    /// <param name="locales">In others, by language tag.</param>
    /// <param name="locale">The reader's; null when it is not known.</param>
    /// <param name="language">The campaign's.</param>
    public static (T Said, string Language) Choose<T>(T whole, IReadOnlyDictionary<string, T> locales, string? locale, string language)
    {
        if (locales.Count == 0)
            return (whole, language);
        foreach (var tag in Of(locale))
        {
            foreach (var (given, own) in locales)
            {
                if (given.Equals(tag, StringComparison.OrdinalIgnoreCase))
                    return (own, given);
            }

            if (tag.Equals(language, StringComparison.OrdinalIgnoreCase))
                break;
        }

        return (whole, language);
    }

    private static string? Parent(string tag)
    {
        if (LatinAmerica.Contains(tag))
            return "es-419";
        if (LikePortugal.Contains(tag))
            return "pt-PT";
        if (Traditional.Contains(tag))
            return "zh-Hant";
        return tag.LastIndexOf('-') is > 0 and var end && !OtherScripts.Contains(tag) ? tag[..end]
            : tag.ToLowerInvariant() switch
            {
                "nb" or "nn" => "no",
                _ => null,
            };
    }
}
