namespace WinBack.Core.Campaigns.Reading;

/// <summary>Finds where a part of a text stands in the file it was read from, whatever way the text was quoted, folded or indented there.</summary>
internal static class TextPosition
{
    /// <summary>Index into the source of a part of a text.</summary>
    /// <param name="field">The field that holds the text.</param>
    /// <param name="text">The text as read; blanks around it may have been cut.</param>
    /// <param name="at">Index of the part in <paramref name="text"/>.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The same occurrence of the same characters in the source; the start of the value when they were written differently there.</returns>
    public static int IndexOf(YamlField field, string text, int at, int length)
    {
        var scalar = (YamlValue.Scalar)field.Value;
        var firstLine = text.AsSpan(at, length);
        var lineEnd = firstLine.IndexOf('\n');
        var part = lineEnd < 0 ? firstLine.ToString() : firstLine[..lineEnd].ToString();
        if (part.Length == 0)
            return scalar.From;
        var found = scalar.From;
        for (var seen = text.IndexOf(part, StringComparison.Ordinal); seen >= 0; seen = text.IndexOf(part, seen + 1, StringComparison.Ordinal))
        {
            found = field.Findings.Source.IndexOf(part, found, scalar.To - found, StringComparison.Ordinal);
            if (found < 0)
                return scalar.From;
            if (seen == at)
                return found;
            found++;
        }

        return scalar.From;
    }
}
