namespace WinBack.Functions.Pages;

/// <summary>Addresses of the team's pages, each with the key that the reader came with.</summary>
/// <param name="key">The key; null or empty for none.</param>
internal sealed class PageLinks(string? key)
{
    public const string Overview = "/dashboard";
    public const string Users = "/dashboard/users";
    public const string Outbox = "/outbox";
    public const string Scan = "/dashboard/scan";
    public const string Definitions = "/dashboard/definitions";

    // A page kept as a file leads nowhere but to its own definitions.
    private bool _isFile;

    /// <summary>Links of a page that is kept as a file, with its definitions at its end.</summary>
    public static PageLinks InFile() => new(null) { _isFile = true };

    /// <summary>Hidden field of a form that takes the key along.</summary>
    public Html KeyField => string.IsNullOrEmpty(key) ? Html.Empty : Html.Of($"""<input type="hidden" name="code" value="{key}">""");

    /// <summary>The address of a page.</summary>
    /// <param name="path">Its path, escaped.</param>
    /// <param name="fragment">Id of a part of it; null for its beginning.</param>
    public string To(string path, string? fragment = null) =>
        $"{path}{(string.IsNullOrEmpty(key) ? "" : $"?code={Uri.EscapeDataString(key)}")}{(fragment is null ? "" : $"#{fragment}")}";

    /// <summary>The page of a campaign.</summary>
    public string Campaign(string id) => To($"{Overview}/campaigns/{Uri.EscapeDataString(id)}");

    /// <summary>The same as of now, which takes longer the more changed since facts were last summed up.</summary>
    public string CampaignAsOfNow(string id) => $"{Campaign(id)}{(string.IsNullOrEmpty(key) ? '?' : '&')}fresh=true";

    /// <summary>The page of a person. Browsers take the ids "." and ".." for folders wherever they stand in a path.</summary>
    public string User(string id) => id is "." or ".." ? $"{To(Users)}{(string.IsNullOrEmpty(key) ? '?' : '&')}user={id}" : To($"{Users}/{Uri.EscapeDataString(id)}");

    /// <summary>What a number means: words that lead to their definition.</summary>
    /// <param name="term">One of <see cref="Terms"/>.</param>
    /// <param name="words">What to read here; null for the term's own name.</param>
    /// <exception cref="ArgumentException">There is no such term.</exception>
    public Html Term(string term, string? words = null)
    {
        var found = Terms.Find(term) ?? throw new ArgumentException($"There is no definition of '{term}'.", nameof(term));
        return Html.Of($"""<a class="term" href="{(_isFile ? $"#{found.Id}" : To(Definitions, found.Id))}">{words ?? found.Name}</a>""");
    }
}
