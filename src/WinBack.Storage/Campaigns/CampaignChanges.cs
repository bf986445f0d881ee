using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>What publishing and a change of status make of a campaign's entry in the set. Pure.</summary>
internal static class CampaignChanges
{
    /// <summary>The entry with one more version.</summary>
    public static SetEntry Publish(SetEntry? held, string hash, CampaignStatus status, bool requireApproval, DateTimeOffset now)
    {
        IReadOnlyList<string> hashes = [.. held?.Hashes ?? [], hash];
        if (held is null || !requireApproval || held.Status is CampaignStatus.Draft or CampaignStatus.Approved)
            return new(hashes, status, held?.PublishedAt ?? FirstActive(status, now)) { InFlight = held?.InFlight, GuardPause = held?.GuardPause };
        // What is in use goes on until somebody else has looked at what is to take its place.
        return held with { Hashes = hashes, Standing = held.Stands, Pending = CampaignStatus.Draft };
    }

    /// <summary>The entry with another status, and the version it is about; the same entry when it has it already.</summary>
    /// <exception cref="CampaignRefusedException">The status may not follow.</exception>
    public static (SetEntry Entry, int Version) SetStatus(SetEntry held, CampaignStatus status, bool requireApproval, DateTimeOffset now)
    {
        var changed = Changed(held, status, requireApproval, now);
        // Whoever changes the status has taken the pause into their own hands.
        return held.GuardPause is { } pause && changed.Entry.Status != held.Status ? (changed.Entry with { GuardPause = pause with { IsResumed = true } }, changed.Version) : changed;
    }

    private static (SetEntry Entry, int Version) Changed(SetEntry held, CampaignStatus status, bool requireApproval, DateTimeOffset now)
    {
        if (held.Pending is not { } pending || status is CampaignStatus.Paused or CampaignStatus.Archived)
            return (Check(held.Status, status, requireApproval) ? held with { Status = status, PublishedAt = held.PublishedAt ?? FirstActive(status, now) } : held, held.Stands);
        if (status != CampaignStatus.Active)
            return (Check(pending, status, requireApproval) ? held with { Pending = status } : held, held.Last);
        if (held.Status == CampaignStatus.Paused && CampaignLife.Objection(pending, status, requireApproval) is not null)
            return (held with { Status = status }, held.Stands);
        Check(pending, status, requireApproval);
        Check(held.Status, status, requireApproval);
        return (held with { Status = status, Pending = null, Standing = null, BaseGaps = null, PublishedAt = held.PublishedAt ?? now }, held.Last);
    }

    private static bool Check(CampaignStatus from, CampaignStatus to, bool requireApproval) =>
        CampaignLife.Objection(from, to, requireApproval) is { } objection ? throw new CampaignRefusedException(objection) : from != to;

    private static DateTimeOffset? FirstActive(CampaignStatus status, DateTimeOffset now) => status == CampaignStatus.Active ? now : null;
}
