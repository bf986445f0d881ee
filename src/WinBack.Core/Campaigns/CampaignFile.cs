using System.Text;
using WinBack.Core.Campaigns.Reading;

namespace WinBack.Core.Campaigns;

/// <summary>Reads a campaign from its YAML file. The language is described, key by key, in <c>campaigns/README.md</c>.</summary>
public static class CampaignFile
{
    /// <summary>Largest file that is read, in bytes of UTF-8: a published version is one row.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Reads a file and reports everything that is wrong with it at once.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text. Any text is answered with a result, never with an exception.</param>
    public static CampaignFileResult Read(string fileName, string text) => Read(fileName, text, isPublished: false);

    /// <summary>Reads a file that was published once, by the rules of then: a character that is refused of names by now is let through.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text, as it was published.</param>
    public static CampaignFileResult ReadPublished(string fileName, string text) => Read(fileName, text, isPublished: true);

    private static CampaignFileResult Read(string fileName, string text, bool isPublished)
    {
        text = text.TrimStart('\uFEFF');                      // the byte-order mark that some editors leave
        var findings = new Findings(fileName, text) { IsPublished = isPublished };
        Campaign? campaign = null;
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
            findings.Add(1, 1, "", $"{Encoding.UTF8.GetByteCount(text)} bytes", $"at most {MaxBytes}");
        else if (YamlTree.Read(text, findings) is { } root)
            campaign = CampaignSection.Read(root, findings);
        var errors = findings.InOrder();
        return new(errors.Count == 0 ? campaign : null, errors);
    }
}

/// <summary>What a campaign file holds: a campaign, or at least one error.</summary>
/// <param name="Campaign">Null when there are errors; else version 0 with the status the file gives.</param>
/// <param name="Errors">By line and column.</param>
public sealed record CampaignFileResult(Campaign? Campaign, IReadOnlyList<CampaignError> Errors);
