using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>What was published, who did what to it, and what waits.</summary>
public interface ICampaignHistory
{
    /// <summary>Everything that was done to a campaign, oldest first; empty for an unknown one.</summary>
    Task<IReadOnlyList<CampaignDeed>> LogAsync(string campaign, CancellationToken cancel = default);

    /// <summary>The versions that were published and do not stand yet, by campaign id; read from storage.</summary>
    Task<IReadOnlyDictionary<string, PendingVersion>> PendingAsync(CancellationToken cancel = default);

    /// <summary>A version's file as it was published.</summary>
    /// <param name="campaign">Id.</param>
    /// <param name="version">From 1; null for the one that stands.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Null when there is no such version.</returns>
    Task<PublishedFile?> FileAsync(string campaign, int? version = null, CancellationToken cancel = default);
}

/// <summary>One thing done to a campaign.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, as far as was said or the platform vouched for.</param>
/// <param name="What"><c>published</c>, or the status it was given: <c>approved</c>, <c>active</c>…</param>
/// <param name="Version">The version it was done to; null in rows from before this was kept.</param>
/// <param name="Status">The status after it; of the version that waits, where it was done to one.</param>
public sealed record CampaignDeed(DateTimeOffset At, string By, string What, int? Version, CampaignStatus Status)
{
    /// <summary>Why; null unless a guard did it, or keeps paused what was published.</summary>
    public string? Why { get; init; }
}

/// <summary>A version that was published over one in use, and does not stand yet.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Status"><see cref="CampaignStatus.Draft"/> or <see cref="CampaignStatus.Approved"/>.</param>
public sealed record PendingVersion(int Version, CampaignStatus Status);

/// <summary>A published file.</summary>
/// <param name="FileName">Name it was published under.</param>
/// <param name="Text">Its text.</param>
/// <param name="Version">From 1.</param>
/// <param name="By">Its author.</param>
public sealed record PublishedFile(string FileName, string Text, int Version, string By);
