using System.Globalization;
using System.Text;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>A value in a YAML file and where it stands. Line and column count from 1, indexes into the source from 0.</summary>
internal abstract record YamlValue(int Line, int Column)
{
    /// <summary>A text; what it means is up to the key it stands under, so <c>21:00</c>, <c>no</c> and <c>NO</c> arrive as written.</summary>
    /// <param name="Text">Its text, quotes and folding resolved.</param>
    /// <param name="IsPlain">Written without quotes, on one or more lines, and not as a block.</param>
    /// <param name="From">Index of its first character.</param>
    /// <param name="To">Index after its last character.</param>
    /// <param name="Line">Line.</param>
    /// <param name="Column">Column.</param>
    public sealed record Scalar(string Text, bool IsPlain, int From, int To, int Line, int Column) : YamlValue(Line, Column)
    {
        /// <summary>Nothing was written, or YAML's words for nothing.</summary>
        public bool IsNothing => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
    }

    public sealed record List(IReadOnlyList<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column);

    public sealed record Map(IReadOnlyList<(Scalar Key, YamlValue Value)> Entries, int Line, int Column) : YamlValue(Line, Column);

    /// <summary>How an error shows it: short, on one line.</summary>
    public string Shown() => this switch
    {
        Scalar { IsNothing: true } => "nothing",
        Scalar scalar => Quoted(scalar.Text),
        List { Items.Count: 0 } => "an empty list",
        List list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Items.Count}"),
        Map { Entries.Count: 0 } => "an empty group of keys",
        Map map => $"a group of keys beginning with {Quoted(map.Entries[0].Key.Text)}",
        _ => throw new InvalidOperationException($"A new kind of value, {GetType().Name}, must be added here."),
    };

    /// <summary>A text in quotes, cut after 60 characters, control characters shown as their code.</summary>
    public static string Quoted(string text)
    {
        const int most = 60;
        var shown = new StringBuilder("\"", most + 8);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, most)))
        {
            if (char.IsControl(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        }

        return shown.Append(text.Length > most ? "…\"" : "\"").ToString();
    }
}
