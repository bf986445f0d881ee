using System.Text;
using WinBack.Core.Campaigns.Reading;

namespace WinBack.Core.Campaigns;

/// <summary>
/// Reads the project's exclusion list: <c>exclude</c> with one condition, as under <c>audience</c>, or the word <c>nobody</c>. Described in
/// <c>campaigns/README.md</c>.
/// </summary>
public static class ExclusionFile
{
    private static readonly string[] Keys = ["exclude"];

    /// <summary>Reads a file and reports everything that is wrong with it at once.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text, at most <see cref="CampaignFile.MaxBytes"/>. Any text is answered with a result, never with an exception.</param>
    public static ExclusionFileResult Read(string fileName, string text)
    {
        text = text.TrimStart('\uFEFF');                      // the byte-order mark that some editors leave
        var findings = new Findings(fileName, text);
        Condition? exclude = null;
        if (text.Length > CampaignFile.MaxBytes || Encoding.UTF8.GetByteCount(text) > CampaignFile.MaxBytes)
            findings.Add(1, 1, "", $"{Encoding.UTF8.GetByteCount(text)} bytes", $"at most {CampaignFile.MaxBytes}");
        else if (YamlTree.Read(text, findings) is { } root && new Section(root, "", findings, Keys).Require("exclude", "a condition, or nobody") is { } field)
            exclude = field.Value is YamlValue.Scalar { Text: "nobody" } ? null : AudienceSection.Read(field);
        var errors = findings.InOrder();
        return new(errors.Count == 0 ? exclude : null, errors);
    }
}

/// <summary>What an exclusion list holds.</summary>
/// <param name="Exclude">Whom no campaign may reach; null for nobody, and where there are errors.</param>
/// <param name="Errors">By line and column; with any, the file is not to be used.</param>
public sealed record ExclusionFileResult(Condition? Exclude, IReadOnlyList<CampaignError> Errors);
