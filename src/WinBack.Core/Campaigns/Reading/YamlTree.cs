using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>
/// Reads YAML into <see cref="YamlValue"/>s. Only what a campaign file needs: one document of maps with plain keys, lists and texts. Anchors,
/// aliases and tags are refused: a few lines of them can stand for gigabytes or for other types.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Levels of maps and lists within each other.</summary>
    public const int MaxDepth = 20;

    private readonly Parser _parser;
    private readonly Findings _findings;
    private bool _isUsable = true;

    private YamlTree(string text, Findings findings)
    {
        _parser = new(new Scanner(new StringReader(text)));
        _findings = findings;
    }

    /// <returns>The map at the root; null when the file cannot be understood, which is then among the findings.</returns>
    public static YamlValue.Map? Read(string text, Findings findings)
    {
        var tree = new YamlTree(text, findings);
        try
        {
            var root = tree.Document();
            return tree._isUsable ? root : null;
        }
        catch (YamlException wrong)
        {
            findings.Add((int)Math.Max(1, wrong.Start.Line), (int)Math.Max(1, wrong.Start.Column), "", Sentence(wrong.Message), "YAML");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The scanner gives up this way on a few texts, such as an unclosed bracket before a key, instead of with a YamlException.
            var at = tree._parser.Current?.End ?? Mark.Empty;
            findings.Add((int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), "", "text after here that is no YAML", "YAML; is a bracket or quote not closed?");
        }

        return null;
    }

    private YamlValue.Map? Document()
    {
        Next();                                            // start of stream
        if (Next() is StreamEnd)
        {
            _findings.Add(1, 1, "", "nothing", "a campaign, beginning with its id");
            return null;
        }

        Next();                                            // past the start of the document
        var root = Value(1);
        Next();                                            // end of document
        if (root is not null && Next() is DocumentStart second)
            Refuse(second, "a second document", "one campaign in each file");
        if (root is null or YamlValue.Map)
            return root as YamlValue.Map;
        _findings.Add(root, "", root.Shown(), "keys and values, beginning with id:");
        return null;
    }

    // Null once the file is too deep to go on with.
    private YamlValue? Value(int depth)
    {
        var here = _parser.Current!;
        if (here is NodeEvent node && !node.Anchor.IsEmpty)
            Refuse(here, here is AnchorAlias ? "an alias" : "an anchor", "the value itself, written out");
        if (here is NodeEvent { Tag.IsEmpty: false })
            Refuse(here, "a tag", "a value without !");
        if (depth > MaxDepth)
        {
            Refuse(here, $"more than {MaxDepth} levels", $"at most {MaxDepth}");
            return null;
        }

        return here switch
        {
            SequenceStart => List(here, depth),
            MappingStart => Map(here, depth),
            Scalar scalar => Text(scalar),
            AnchorAlias => new YamlValue.Scalar("", IsPlain: true, 0, 0, (int)here.Start.Line, (int)here.Start.Column),
            _ => throw new InvalidOperationException($"A {here.GetType().Name} is no value."),
        };
    }

    private YamlValue.List? List(ParsingEvent start, int depth)
    {
        var items = new List<YamlValue>();
        while (Next() is not SequenceEnd)
        {
            if (Value(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        return new(items, (int)start.Start.Line, (int)start.Start.Column);
    }

    private YamlValue.Map? Map(ParsingEvent start, int depth)
    {
        var entries = new List<(YamlValue.Scalar Key, YamlValue Value)>();
        while (Next() is not MappingEnd)
        {
            var at = _parser.Current!;
            var key = Value(depth + 1);
            if (key is null)
                return null;
            if (key is not YamlValue.Scalar)
                Refuse(at, "a list or a group of keys as a key", "a word as the key; a text that begins with {{ needs quotes around it");
            Next();
            if (Value(depth + 1) is not { } value)
                return null;
            if (key is YamlValue.Scalar word)
                entries.Add((word, value));
        }

        return new(entries, (int)start.Start.Line, (int)start.Start.Column);
    }

    private static YamlValue.Scalar Text(Scalar scalar) => new(
        scalar.Value,
        scalar.Style == ScalarStyle.Plain,
        (int)scalar.Start.Index,
        (int)scalar.End.Index,
        (int)scalar.Start.Line,
        (int)scalar.Start.Column);

    private ParsingEvent Next() =>
        _parser.MoveNext() ? _parser.Current! : throw new InvalidOperationException("The stream ended within a value.");

    private void Refuse(ParsingEvent at, string found, string allowed)
    {
        _isUsable = false;
        _findings.Add((int)at.Start.Line, (int)at.Start.Column, "", found, allowed);
    }

    private static string Sentence(string message) => message.Length == 0 ? "text that is no YAML" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
