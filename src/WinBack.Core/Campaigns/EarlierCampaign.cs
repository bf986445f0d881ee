using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>What a user row knows of a pass through a campaign: <c>campaigns.ID.…</c> in a condition. Both arms alike: a held-out user was enrolled, too.</summary>
internal static class EarlierCampaign
{
    /// <summary>Reads one field.</summary>
    /// <returns>Null where there is no such thing: whether somebody returned who never was enrolled.</returns>
    public static FieldValue? Read(FieldKind kind, string campaign, User user, DateTimeOffset now)
    {
        var episode = user.Episodes.GetValueOrDefault(campaign);
        var open = OpenOf(user, campaign);
        var took = episode?.Entries ?? episode?.Number ?? 0;
        var (returned, converted) = (open?.ReturnedAt, open?.ConvertedAt);
        return kind switch
        {
            FieldKind.CampaignEnrolled => FieldValue.Of(took > 0),
            FieldKind.CampaignOpen => FieldValue.Of(open is not null),
            FieldKind.CampaignEpisodes => FieldValue.Of((decimal)took),
            FieldKind.CampaignReturns => FieldValue.Of((episode?.Returns ?? 0) + (returned is null ? 0m : 1m)),
            FieldKind.CampaignConversions => FieldValue.Of((episode?.Conversions ?? 0) + (converted is null ? 0m : 1m)),
            _ when episode is null or { IsVoid: true } => null,
            FieldKind.CampaignReturned => FieldValue.Of((returned ?? episode.ReturnedAt) is not null),
            FieldKind.CampaignConverted => FieldValue.Of((converted ?? episode.ConvertedAt) is not null),
            FieldKind.CampaignDays => FieldValue.Of(Math.Max(0, (now - episode.EnrolledAt).Days)),
            _ => throw new InvalidOperationException($"A new field, {kind}, must be added here."),
        };
    }

    private static OpenEnrolment? OpenOf(User user, string campaign)
    {
        for (var i = 0; i < user.Open.Count; i++)
        {
            if (user.Open[i].Campaign == campaign)
                return user.Open[i];
        }

        return null;
    }
}
