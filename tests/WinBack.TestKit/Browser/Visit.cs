using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.TestKit.Node;
using Xunit;

namespace WinBack.TestKit.Browser;

/// <summary>
/// A visit of one page with the Chromium that is on the machine, by keyboard alone. On a machine without a browser or Node the test is skipped and says
/// why; where <c>CI=true</c> it fails.
/// </summary>
public sealed record Visit(string Url)
{
    /// <summary>Names an executable where it is none of the usual ones.</summary>
    public const string Setting = "WINBACK_BROWSER";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);     // on a machine that is slow and busy with other tests

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly string[] Usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>CSS pixels; 320 is the smallest phone.</summary>
    public int Width { get; init; } = 320;

    /// <summary>Whether the page may run scripts.</summary>
    public bool JavaScript { get; init; }

    /// <summary>What the browser asks for.</summary>
    public string Language { get; init; } = "en-GB";

    /// <summary>File for a picture of what is seen in the end, for people; null for none.</summary>
    public string? Screenshot { get; init; }

    /// <summary>Keys, in order.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>This visit, which goes on by pressing Tab until what has a name has the focus.</summary>
    public Visit TabTo(string name) => this with { Steps = [.. Steps, new(TabTo: name)] };

    /// <summary>This visit, which goes on with a key.</summary>
    /// <param name="key">As the DOM names it: <c>Space</c>, <c>Enter</c>, <c>ArrowDown</c>.</param>
    /// <param name="leads">Whether it leads to another page.</param>
    public Visit Press(string key, bool leads = false) => this with { Steps = [.. Steps, new(Press: key, Leads: leads)] };

    /// <summary>Makes the visit.</summary>
    /// <returns>What there is on the page in the end.</returns>
    public Task<Seen> SeeAsync() => WithBrowserAsync(async browser =>
    {
        var asked = JsonSerializer.Serialize(new { browser, Url, Width, Height = 640, JavaScript, Language, Screenshot, Steps }, Json);
        var run = await NodeProject.Browser.RunAsync("visit.cjs", [asked], Within);
        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonSerializer.Deserialize<Seen>(run.Output, Json)!;
    });

    /// <summary>Does something with the browser of this machine; skips the test where there is none.</summary>
    internal static async Task<T> WithBrowserAsync<T>(Func<string, Task<T>> use)
    {
        try
        {
            return await use(Find() ?? throw new NodeUnavailableException($"There is no Chromium here; install one, or name it in {Setting}."));
        }
        catch (NodeUnavailableException missing) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            throw new SkipException(missing.Message);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Usual.SelectMany(name => folders.SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })).FirstOrDefault(File.Exists);
    }
}

/// <summary>A key, or Tab until something has the focus.</summary>
public sealed record Step(string? TabTo = null, string? Press = null, bool Leads = false);
