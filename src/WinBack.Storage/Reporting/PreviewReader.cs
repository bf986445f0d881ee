using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Shows what a campaign would do about one person. Reads only.</summary>
public sealed class PreviewReader(IPeople people, ICampaigns campaigns, ISuppressions suppressions, Channels channels, EmailOptions email, LinkOptions links, LapseOptions lapse)
{
    // As long as a real one, and leads nowhere: whoever follows it in a preview must opt nobody out and count as nobody's click.
    private const string NoToken = "preview-preview-preview-previe";

    private readonly DateTimeZone _projectZone = DateTimeZoneProviders.Tzdb[lapse.DefaultZone];

    /// <summary>The preview for a stored user, or for one of <see cref="SamplePeople"/>.</summary>
    /// <param name="campaign">Published or not.</param>
    /// <param name="userId">User id.</param>
    /// <param name="at">Assumed instant of entry.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null when nothing was ever received of the user.</returns>
    public async Task<PreviewReport?> ReadAsync(Campaign campaign, string userId, DateTimeOffset at, CancellationToken cancel = default) =>
        (SamplePeople.Find(userId, campaign, at) ?? await people.FindAsync(userId, cancel)) is { } user ? await ReadAsync(campaign, user, at, cancel) : null;

    /// <summary>The preview for a person who need not be stored.</summary>
    public async Task<PreviewReport> ReadAsync(Campaign campaign, User user, DateTimeOffset at, CancellationToken cancel = default)
    {
        var suppressed = new HashSet<Channel>();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var addresses = Reach.Addresses(user, channel);
            if (addresses.Count > 0 && await AreSuppressedAsync(channel, addresses, cancel))
                suppressed.Add(channel);
        }

        var question = new PreviewQuestion(user, campaign, await campaigns.CurrentAsync(cancel), _projectZone, channels.Served, suppressed) { Webhooks = channels.Webhooks };
        return CampaignPreview.Of(question, at, Frame);
    }

    private MessageFrame Frame(Channel channel)
    {
        var house = links.BaseUrl is { } url ? url.TrimEnd('/') + "/" : null;
        return new(
            default,
            house is not null && channel is Channel.Sms or Channel.Email ? house + MessageFrames.ClickRoute + NoToken : null,
            house is not null && channel == Channel.Email ? house + MessageFrames.OptOutRoute + NoToken : null,
            channel == Channel.Email ? email.PostalAddress : null);
    }

    private async Task<bool> AreSuppressedAsync(Channel channel, IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        foreach (var address in addresses)
        {
            if (!await suppressions.IsSuppressedAsync(channel, address, cancel))
                return false;
        }

        return true;
    }
}
