using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns;

/// <summary>Where a message may lead: an https address with a fixed host, or a screen of an app by the app's own scheme.</summary>
internal static partial class LinkTarget
{
    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "an https address or an app's own scheme, such as https://shop.example/again or myapp://cart; variables only after the host";

    /// <summary>What is allowed where no variable may stand.</summary>
    public const string PlainAllowed = "an https address, such as https://shop.example/guji";

    /// <summary>Longest link, in characters.</summary>
    public const int MaxLength = 2_000;

    // Schemes that a browser, mail client or phone acts on by itself, or that are not encrypted. "javascript://…" is a comment and then a script.
    private static readonly HashSet<string> NeverSchemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "javascript", "vbscript", "data", "file", "ftp", "blob", "filesystem", "about", "view-source", "ws", "wss", "jar", "content", "chrome", "ms-settings",
    };

    /// <summary>Why a template can never give an allowed link, whatever its variables hold; null when it can.</summary>
    public static string? WhyNotTemplate(string template)
    {
        var fixedPart = template.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var first ? template[..first] : template;
        if (Start().Match(fixedPart) is not { Success: true } start)
            return template.Contains("://", StringComparison.Ordinal) || fixedPart.Length == template.Length ? Reading.YamlValue.Quoted(template) : "a link that begins with a variable";
        if (NeverSchemes.Contains(start.Groups["scheme"].Value))
            return $"the scheme {start.Groups["scheme"].Value}:";
        if (!IsHttps(start))
            return null;
        var hasVariableHost = fixedPart.Length < template.Length && start.Length == fixedPart.Length;
        return hasVariableHost ? "a variable in the host" : !HostForm().IsMatch(start.Groups["host"].Value) ? "no host" : null;
    }

    /// <summary>Why a template can never give the address of a picture; null when it can. Phones load it by themselves, so only https will do.</summary>
    public static string? WhyNotPicture(string template) =>
        template.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? WhyNotTemplate(template) : Reading.YamlValue.Quoted(template);

    /// <summary>Why a rendered link may not be sent; null when it may.</summary>
    public static string? WhyNot(string link)
    {
        if (link.Length > MaxLength)
            return $"it has {link.Length} characters; {MaxLength} are allowed";
        if (link.AsSpan().ContainsAnyInRange('\u0000', '\u0020') || link.AsSpan().ContainsAny("<>\"\\\u007f"))
            return "it holds blanks, control characters, quotes or angle brackets";
        if (Start().Match(link) is not { Success: true } start || NeverSchemes.Contains(start.Groups["scheme"].Value))
            return "it is neither https nor an app's scheme";
        return !IsHttps(start) || HostForm().IsMatch(start.Groups["host"].Value) ? null : "it has no host";
    }

    private static bool IsHttps(Match start) => start.Groups["scheme"].Value.Equals("https", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,39})://(?<host>[^/?#]*)")]
    private static partial Regex Start();

    // No user part: https://bank.example@evil.example leads to evil.example.
    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?\z")]
    private static partial Regex HostForm();
}
