namespace WinBack.Core.Campaigns;

/// <summary>What a webhook touch carries besides its words.</summary>
/// <param name="Target">Name of the receiving system, as settings have it; 1 to 30 characters <c>[a-z0-9-]</c>. Never an address: a campaign file cannot choose where data go.</param>
/// <param name="Fields">Named texts for the receiver, each a template; at most <see cref="MostFields"/>.</param>
public sealed record WebhookTemplate(string Target, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Most fields of one touch.</summary>
    public const int MostFields = 20;

    /// <summary>Most characters of a field once it is filled in for a person.</summary>
    public const int LongestField = 500;

    /// <summary>Most characters of the body once it is filled in for a person.</summary>
    public const int LongestBody = 2_000;
}
