using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>The helpers that <see cref="TemplateForms"/> allows. A value that is of no use is said by its fallback, or not at all; none throws.</summary>
internal static class TemplateFunctions
{
    /// <summary>Under which the variables, and each recommended item, carry the <see cref="ReaderLocale"/>: no path of a template can name it.</summary>
    public const string LocaleKey = "\0locale";

    /// <summary>Under which the variables carry the catalogue, as the dictionaries that a loop reads.</summary>
    public const string CatalogueKey = "\0catalogue";

    public static void Register(IHandlebars engine)
    {
        engine.RegisterHelper("fallback", Fallback);
        engine.RegisterHelper("date", (output, context, arguments) => Write(output, arguments, Locale(context)?.Date(Value(arguments, 0), Value(arguments, 1) as string)));
        engine.RegisterHelper("money", (output, context, arguments) => Write(output, arguments, Locale(context)?.Money(Value(arguments, 0), Value(arguments, 1))));
        engine.RegisterHelper("number", (output, context, arguments) => Write(output, arguments, Locale(context)?.Number(Value(arguments, 0))));
        engine.RegisterHelper("plural", (output, context, arguments) => Write(output, arguments, Locale(context)?.Plural(Value(arguments, 0), Words(arguments))));
        engine.RegisterHelper("recommended", Recommended);
    }

    // Only what is missing falls back; 0 and false are values. The words after it are the campaign's own, so they are not encoded.
    private static void Fallback(EncodedTextWriter output, Context context, Arguments arguments)
    {
        if (arguments[0] is null or UndefinedBindingResult or "")
            output.WriteSafeString(arguments[1]);
        else
            output.Write(arguments[0]);
    }

    private static void Write(EncodedTextWriter output, Arguments arguments, string? said)
    {
        if (said is not null)
            output.Write(said);
        else if (Words(arguments).TryGetValue(TemplateForms.Fallback, out var fallback))
            output.WriteSafeString(fallback);
    }

    private static object Recommended(Context context, Arguments arguments)
    {
        var catalogue = (context.Value as Dictionary<string, object?>)?.GetValueOrDefault(CatalogueKey) as RecommendedItems;
        var most = Convert.ToInt32(arguments[0], CultureInfo.InvariantCulture);
        var wanted = Value(arguments, 1) ?? catalogue?.Wanted;
        return catalogue is null ? [] : catalogue.Take(Math.Min(most, CatalogueItem.MostShown), wanted as string);
    }

    private static ReaderLocale? Locale(Context context) => (context.Value as Dictionary<string, object?>)?.GetValueOrDefault(LocaleKey) as ReaderLocale;

    private static object? Value(Arguments arguments, int at)
    {
        if (at >= arguments.Length)
            return null;
        return arguments[at] is UndefinedBindingResult or HashParameterDictionary ? null : arguments[at];
    }

    private static Dictionary<string, string> Words(Arguments arguments)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in arguments.Hash)
        {
            if (value is string text)
                words[key] = text;
        }

        return words;
    }
}
