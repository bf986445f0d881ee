using WinBack.Core.Campaigns;

namespace WinBack.Functions.Reporting;

/// <summary>One campaign in the list of reports.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Status of now.</param>
/// <param name="PublishedAt">When it was first active; null before.</param>
/// <param name="Verdict">The report's one sentence, as of when facts were last summed up.</param>
/// <param name="Report">Path of the whole report.</param>
public sealed record ReportSummary(string Campaign, string Name, CampaignStatus Status, DateTimeOffset? PublishedAt, string Verdict, string Report);

/// <summary>The list of reports.</summary>
/// <param name="Campaigns">Every published campaign, archived ones included, by id.</param>
/// <param name="Programme">Path of the comparison of all campaigns with those whom none contacts.</param>
public sealed record ReportList(IReadOnlyList<ReportSummary> Campaigns, string Programme);
