namespace WinBack.Local.Tests.Flow;

/// <summary>The campaign of the flow tests: quiet for 30 days, then push or e-mail at once, e-mail a week later; the window ends on day 44.</summary>
internal static class FlowCampaign
{
    public const string Again = """
        id: again
        name: Again
        status: active
        goal: purchase
        lapse: {after: P30D, since: purchase}
        holdout: 0%
        touches:
          - id: first
            delay: PT0S
            channels: [push, email]
            push: {title: Hello, body: Look, link: "https://shop.example/"}
            email: {subject: Hello, body: Look, link: "https://shop.example/"}
          - id: second
            delay: P7D
            channels: [email]
            email: {subject: Hello again, body: Look, link: "https://shop.example/"}
        coolDown: P10D
        attributionWindow: P7D
        """;

    /// <summary>The campaign with other lines in place of some, or more at its end.</summary>
    public static string With(string more = "", string id = "again", string holdout = "0%") => Again
        .Replace("id: again", "id: " + id, StringComparison.Ordinal)
        .Replace("holdout: 0%", "holdout: " + holdout, StringComparison.Ordinal) + "\n" + more + "\n";
}
