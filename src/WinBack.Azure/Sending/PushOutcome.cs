namespace WinBack.Azure.Sending;

/// <summary>Reads what Notification Hubs says of one handle: a word (<c>ExpiredChannel</c>) or a sentence, by platform and version.</summary>
internal static class PushOutcome
{
    private static readonly string[] DeadWords = ["expired", "unregistered", "notregistered", "not registered", "badchannel", "invalidtoken", "baddevicetoken", "handle for the registration is invalid"];

    /// <summary>Whether the platform took the push for it.</summary>
    public static bool IsTaken(string? outcome) => Says(outcome, "success");

    /// <summary>Whether the handle will never work again. What could pass, such as throttling or wrong credentials, is no reason.</summary>
    public static bool IsDead(string? outcome) => DeadWords.Any(word => Says(outcome, word));

    private static bool Says(string? outcome, string word) => outcome?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
