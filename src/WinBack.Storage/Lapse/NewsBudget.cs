namespace WinBack.Storage.Lapse;

/// <summary>How much news of items one scan may still tell: it runs every few minutes, and must be over before the next.</summary>
public sealed class NewsBudget
{
    /// <summary>People that may still be looked at; the page that spends it is finished.</summary>
    public int People { get; set; } = 20_000;

    /// <summary>Turns of a piece of news that may still begin, most of which concern few people or nobody.</summary>
    public int Waves { get; set; } = 2_000;

    /// <summary>Whether nothing more may begin.</summary>
    public bool IsSpent => People <= 0 || Waves <= 0;

    /// <summary>Whether some news had its turn and has more people to look at.</summary>
    internal bool HasMore { get; set; }
}
