using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns;

/// <summary>How templates speak of an offer.</summary>
internal static partial class OfferWords
{
    /// <summary>For <c>{{#if offer}}</c>; says nothing by itself.</summary>
    public const string Whole = "offer";

    /// <summary>Variables that hold something of the offer.</summary>
    public static readonly string[] Known = ["offer.code", "offer.value", "offer.percent", "offer.amount", "offer.currency", "offer.expires"];

    /// <summary>Whether some part of a template speaks of the offer.</summary>
    public static bool AreIn(Template template) =>
        TemplateTexts.Of(template).Any(text => Of(text).Any());

    /// <summary>Each tag that speaks of the offer, and whether it is read where there may be none.</summary>
    public static IEnumerable<OfferWord> Of(string text)
    {
        var open = new Stack<Branch>();
        foreach (Match tag in Tag().Matches(text))
        {
            var words = tag.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (words)
            {
                case ["#if", var path]:
                    open.Push(IsOne(path) ? Branch.With : Branch.Open);
                    break;
                case ["#each", ..]:
                    open.Push(Branch.Open);
                    break;
                case ["#unless", var path]:
                    open.Push(IsOne(path) ? Branch.Without : Branch.Open);
                    break;
                case ["else", "if", var path] when open.Count > 0:
                    open.Push(IsOne(path) || open.Pop() == Branch.Without ? Branch.With : Branch.Open);
                    break;
                case ["else"] when open.Count > 0:
                    open.Push(open.Pop() == Branch.Without ? Branch.With : Branch.Open);
                    break;
                case [['/', ..]] when open.Count > 0:
                    open.Pop();
                    continue;
            }

            foreach (var word in words.Where(IsOne))
                yield return new(tag.Index, tag.Length, tag.Value, word, words[0] is not ("#if" or "#unless" or "else" or TemplateForms.Fallback) && !open.Contains(Branch.With));
        }
    }

    private static bool IsOne(string word) => word == Whole || word.StartsWith("offer.", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{~?(?<words>[^{}!~]*)~?\}\}")]
    private static partial Regex Tag();

    private enum Branch
    {
        Open,
        With,
        Without,
    }
}

/// <summary>A tag that speaks of the offer.</summary>
/// <param name="At">Index of its first character in the template.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">The tag.</param>
/// <param name="Variable">What it reads.</param>
/// <param name="IsBare">Whether it is read where there may be no offer.</param>
internal sealed record OfferWord(int At, int Length, string Text, string Variable, bool IsBare);
