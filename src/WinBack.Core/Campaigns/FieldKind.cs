namespace WinBack.Core.Campaigns;

/// <summary>Fields of a user that a condition can read. Those that the app gives come first, then sums, then what changes by time alone.</summary>
internal enum FieldKind
{
    Id,
    Country,
    Locale,
    TimeZone,
    Name,
    Email,
    Phone,
    Push,
    ReachPush,
    ReachSms,
    ReachEmail,
    ReachWebhook,
    Attribute,
    ActivityCount,
    ActivityValue,
    DaysSinceFirst,
    DaysSinceLast,
    RefundDays,
    Stage,
    RfmRecency,
    RfmFrequency,
    RfmMonetary,
    RfmSegment,
    ContactCount,
    ContactDays,
    CampaignEnrolled,
    CampaignOpen,
    CampaignReturned,
    CampaignConverted,
    CampaignDays,
    CampaignEpisodes,
    CampaignReturns,
    CampaignConversions,
}

/// <summary>What the values of a field are.</summary>
internal enum FieldType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Text, number, true or false.</summary>
    Any,

    /// <summary>Not compared; only there or not.</summary>
    Presence,
}
