using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What a backlog brings to one channel.</summary>
/// <param name="Channel">The channel that touches name first.</param>
/// <param name="Messages">If nobody returned meanwhile: the most there can be, fallbacks aside.</param>
/// <param name="BusiestDay">Messages that fall due on the day with most of them.</param>
/// <param name="PerDay">What may be handed over in a day, quiet hours left out; null for no limit of ours.</param>
/// <param name="Days">Days until the last one is out, waiting for the limit included.</param>
public sealed record ChannelLoad(Channel Channel, long Messages, long BusiestDay, long? PerDay, int Days)
{
    /// <summary>Whether more falls due on a day than may be handed over on it.</summary>
    public bool IsAbove => BusiestDay > PerDay;
}
