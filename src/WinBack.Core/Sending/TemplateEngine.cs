using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace WinBack.Core.Sending;

/// <summary>Handlebars as campaigns use it: its helpers, <c>if</c>, <c>unless</c>, one loop, and one way of writing values per kind of target.</summary>
internal static class TemplateEngine
{
    private static readonly Lock Compiling = new();

    // Text is escaped, where it has to be, as a whole after rendering: then no way in can be missed.
    private static readonly IHandlebars Text = Make(new AsItStands());
    private static readonly IHandlebars Links = Make(new PercentEncoded());

    /// <summary>Compiles a template whose values are written as they stand.</summary>
    [return: NotNullIfNotNull(nameof(template))]
    public static TemplatePart? ForText(string? template) => Compile(Text, template);

    /// <summary>Compiles a link: what variables hold cannot leave its place in path, query or fragment.</summary>
    [return: NotNullIfNotNull(nameof(template))]
    public static TemplatePart? ForLink(string? template) => Compile(Links, template);

    private static TemplatePart? Compile(IHandlebars engine, string? template)
    {
        if (template is null)
            return null;
        lock (Compiling)
        {
            var compiled = engine.Compile(template);
            return variables => compiled(variables);
        }
    }

    private static IHandlebars Make(ITextEncoder encoder)
    {
        var configuration = new HandlebarsConfiguration { TextEncoder = encoder, FormatProvider = CultureInfo.InvariantCulture };
        configuration.FormatterProviders.Add(new FlagsAndNumbers());
        var engine = Handlebars.Create(configuration);
        TemplateFunctions.Register(engine);
        return engine;
    }

    private sealed class AsItStands : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => target.Write(text);

        public void Encode(string? text, TextWriter target) => target.Write(text);

        public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
        {
            while (text is not null && text.MoveNext())
                target.Write(text.Current);
        }
    }

    private sealed class PercentEncoded : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(Uri.EscapeDataString(text ?? ""));

        public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text is not null && text.MoveNext())
                all.Append(text.Current);
            Encode(all, target);
        }
    }

    // As FieldValue prints them; they stay flags and numbers for {{#if}}, where false and 0 mean no.
    private sealed class FlagsAndNumbers : IFormatter, IFormatterProvider
    {
        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return type == typeof(bool) || type == typeof(decimal);
        }

        public void Format<T>(T value, in EncodedTextWriter writer) =>
            writer.Write(value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture));
    }
}
