namespace WinBack.Core.Campaigns.Reading;

/// <summary>Finds the word somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The nearest of several words: up to one wrong, missing, extra or swapped letter in three, upper and lower case alike.</summary>
    /// <returns>Null when none is near.</returns>
    public static string? Of(string word, IEnumerable<string> words)
    {
        if (word.Length > 40)
            return null;
        var best = words.Select(each => (Word: each, Distance: Distance(word.ToLowerInvariant(), each.ToLowerInvariant())))
            .OrderBy(each => each.Distance).ThenBy(each => each.Word, StringComparer.Ordinal)
            .FirstOrDefault((Word: "", Distance: int.MaxValue));
        return best.Distance <= Math.Max(1, best.Word.Length / 3) ? best.Word : null;
    }

    /// <summary>"; did you mean <c>word</c>?", or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> words) => Of(word, words) is { } near ? $"; did you mean {near}?" : "";

    // Edit distance in which swapping two neighbours counts one.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }

        return rows[a.Length, b.Length];
    }
}
