using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace WinBack.Functions.Pages;

/// <summary>The files that pages load, shipped within this assembly.</summary>
internal sealed class PageAssets
{
    private PageAssets(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Assets/{name}") ?? throw new InvalidOperationException($"{name} was not built into the app.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        (Name, Bytes) = (name, buffer.ToArray());
        var hash = SHA256.HashData(Bytes.Span);
        Tag = Convert.ToHexStringLower(hash.AsSpan(0, 8));
        PolicyHash = $"'sha256-{Convert.ToBase64String(hash)}'";
    }

    /// <summary>Chart.js.</summary>
    public static PageAssets Library { get; } = new("chart.umd.min.js");

    /// <summary>Draws charts of tables.</summary>
    public static PageAssets Script { get; } = new("dashboard.js");

    private static readonly FrozenDictionary<string, PageAssets> ByName = new[] { Library, Script }.ToFrozenDictionary(each => each.Name, StringComparer.Ordinal);

    /// <summary>File name.</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Changes with the content.</summary>
    public string Tag { get; }

    /// <summary>How a content security policy names it.</summary>
    public string PolicyHash { get; }

    /// <summary>Where it is served. What is there never changes: other content has another address.</summary>
    public string Address => $"/dashboard/assets/{Name}?v={Tag}";

    /// <summary>The file as a piece of a page. Ours, so it is not escaped.</summary>
    public Html Inline
    {
        get
        {
            Html.Builder markup = new(Bytes.Length, 0);
            markup.AppendLiteral(Encoding.UTF8.GetString(Bytes.Span));
            return Html.Of(markup);
        }
    }

    /// <summary>A file by its name; null when there is none.</summary>
    public static PageAssets? Find(string name) => ByName.GetValueOrDefault(name);
}
