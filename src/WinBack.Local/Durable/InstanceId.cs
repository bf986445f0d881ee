namespace WinBack.Local.Durable;

/// <summary>Ids that Azure would refuse are refused here too, so that they are found before deployment.</summary>
internal static class InstanceId
{
    private const int MaxLength = 100;

    /// <exception cref="ArgumentException">The message names the rule.</exception>
    public static void Check(string id)
    {
        if (id.Length is 0 or > MaxLength)
            throw new ArgumentException($"An instance id has 1 to {MaxLength} characters, not {id.Length}.", nameof(id));
        if (id[0] == '@')
            throw new ArgumentException("An instance id may not begin with '@': that is how entities are named.", nameof(id));
        if (id.AsSpan().IndexOfAny("/\\#?") >= 0 || id.Any(char.IsControl))
            throw new ArgumentException("An instance id may not hold '/', '\\', '#', '?' or a control character.", nameof(id));
    }
}
