using System.Text.Json;

namespace WinBack.Local.Tests.Hostile;

/// <summary>What holds for every answer, whatever was asked.</summary>
/// <param name="pages">The one page for tokens of nobody, in each language.</param>
/// <param name="secrets">What no answer may hold.</param>
internal sealed class AnswerRule(IReadOnlySet<string> pages, IReadOnlyList<string> secrets)
{
    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public string? Fault(Family family, Attack attack, Answer answer)
    {
        if (!family.Statuses.Contains(answer.Status) && !IsHome(attack, answer))
            return $"status {answer.Status}, expected {string.Join(", ", family.Statuses)}";
        if (secrets.FirstOrDefault(secret => answer.Head.Contains(secret, StringComparison.OrdinalIgnoreCase) || answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)) is { } leaked)
            return $"the answer holds '{leaked}'";
        if (answer.Status >= 400 && !IsProblem(answer) && !IsPage(answer, attack) && !IsOfTheServer(answer))
            return "an error that is neither problem details nor the page";
        return !family.MayApply && Applied(answer) is > 0 and var applied ? $"{applied} items were applied" : null;
    }

    /// <summary>How many items an answer says were taken.</summary>
    public static int Applied(Answer answer)
    {
        if (answer.Status is not (200 or 202) || answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) is not true || answer.Body.Length == 0)
            return 0;
        using var said = JsonDocument.Parse(answer.Body);
        return said.RootElement.TryGetProperty("taken", out var taken) ? taken.GetInt32()
            : said.RootElement.TryGetProperty("applied", out var applied) ? applied.GetInt32() : 0;
    }

    // The root leads to the dashboard, by GET alone; a path that climbs may come down to it.
    private static bool IsHome(Attack attack, Answer answer) =>
        attack.Climbs && (answer.Status == 405 || (answer.Status == 302 && answer.Header("Location")?.StartsWith("/dashboard", StringComparison.Ordinal) is true));

    private static bool IsProblem(Answer answer)
    {
        if (answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) is not true)
            return false;
        if (answer.Body.Length == 0)
            return true;   // of HEAD
        using var said = JsonDocument.Parse(answer.Body);
        return said.RootElement.GetProperty("status").GetInt32() == answer.Status && said.RootElement.GetProperty("title").GetString() is { Length: > 0 };
    }

    private bool IsPage(Answer answer, Attack attack) =>
        answer.Status == 404 && answer.Header("Content-Type") == "text/html; charset=utf-8" && (attack.IsHead || pages.Contains(answer.Text));

    // What is no HTTP the server itself refuses, before any code of ours: with an empty answer, and it hangs up.
    private static bool IsOfTheServer(Answer answer) => answer.Body.Length == 0 && answer.Header("Content-Length") == "0" && answer.Header("Connection") == "close";
}
