namespace WinBack.Local.Demo;

/// <summary>A share of people in both of their lives.</summary>
/// <param name="Without">Without the campaign's messages, 0 to 1.</param>
/// <param name="With">With them.</param>
internal readonly record struct TrueShare(double Without, double With)
{
    public double Absolute => With - Without;

    /// <summary>Counts one person more.</summary>
    /// <param name="alone">What they do without a message.</param>
    /// <param name="moved">Whether a message would make them do it.</param>
    public TrueShare Counting(bool alone, bool moved) => new(Without + (alone ? 1 : 0), With + (alone || moved ? 1 : 0));

    /// <summary>Counts as shares of so many people; 0 of none.</summary>
    public TrueShare Of(int people) => people == 0 ? default : new(Without / people, With / people);
}
