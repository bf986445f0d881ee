using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace WinBack.Functions.Pages;

/// <summary>A piece of a page. What is written literally in <see cref="Of"/> is markup; what is filled in is text, and escaped.</summary>
internal readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; }

    /// <summary>Markup with text filled in: <c>Html.Of($"&lt;p&gt;{name}&lt;/p&gt;")</c>. Attributes must be in double quotes.</summary>
    public static Html Of(Builder markup) => new(markup.ToString());

    /// <summary>Pieces, one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece._markup)));

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";

    /// <summary>Builds from an interpolated string; pieces of <see cref="Html"/> are taken as they are, everything else is escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _markup = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(Html piece) => _markup.Append(piece._markup);

        public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted(IFormattable value, string? format = null) => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

        public override string ToString() => _markup.ToString();
    }
}
