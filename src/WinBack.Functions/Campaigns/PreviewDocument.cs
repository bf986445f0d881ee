using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;

namespace WinBack.Functions.Campaigns;

/// <summary>Previews as a page to keep in a file: one that loads nothing and runs no script.</summary>
public static class PreviewDocument
{
    /// <summary>HTML of the whole page.</summary>
    public static string Of(Campaign campaign, IEnumerable<PreviewReport> reports) => PreviewView.Document(campaign, reports).ToString();
}
