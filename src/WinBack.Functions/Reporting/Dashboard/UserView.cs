using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What is shown of a person. Neither name nor address: who looks has the id from elsewhere.</summary>
internal sealed record PersonShown(User User, IReadOnlyList<LedgerEntry> Ledger, IReadOnlyList<StoredEvent> Events, WhyEverything Why);

/// <summary>One person: consent, timeline, and why each campaign did what it did.</summary>
internal sealed class UserView(PageLinks links)
{
    private const string Title = "People";

    /// <summary>The form alone.</summary>
    public IResult Ask() => Make(Title, Html.Of($"""
        {Form("")}
        <section class="card"><h2>One person's whole story</h2>
        <p>Enter a user id as your app gives it in events: this page shows what the person did, which campaigns took them in, what was sent, and why everything else was not.</p>
        <p class="quiet">The last recipients are in the <a href="{links.To(PageLinks.Outbox)}">outbox</a>, each with the person's id.</p></section>
        """));

    /// <summary>What can be no id.</summary>
    public IResult NoId() => Make(Title, Html.Of($"""{Form("")}<section class="card"><h2>That is no user id</h2><p>A user id has at most {EventLimits.Id} characters.</p></section>"""), StatusCodes.Status400BadRequest);

    /// <summary>Somebody never heard of.</summary>
    public IResult NoSuchUser(string id) => Make("No such person", Html.Of($"""
        {Form(id)}
        <section class="card"><h2>Nothing is known of {id}</h2>
        <p>No event of this user was ever received, or everything about them was erased. Ids are exact: capitals, spaces and leading zeros count.</p></section>
        """), StatusCodes.Status404NotFound);

    /// <summary>The person.</summary>
    public IResult Show(PersonShown person) => Make($"Person {person.User.Id}", Html.Of($"""
        {Form(person.User.Id)}
        {Merged(person.User)}
        <section class="card" aria-labelledby="now"><h2 id="now">Now</h2>{Now(person.User)}</section>
        <section class="card" aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>{UserTimeline.Of(person)}</section>
        <h2>Why, campaign by campaign</h2>
        {WhyView.Of(links, person.Why)}
        """));

    private Page Make(string title, Html content, int status = StatusCodes.Status200OK) => new(title, content, status, frame: DashboardFrame.Of(links, PageLinks.Users));

    private Html Form(string id) => Html.Of($"""
        <form class="bar" method="get" action="{PageLinks.Users}">
        <div><label for="user">User id</label><input type="text" id="user" name="user" required maxlength="{EventLimits.Id}" autocomplete="off" spellcheck="false" value="{id}"></div>
        {links.KeyField}
        <button>Show</button>
        </form>
        """);

    private Html Merged(User user) => user.MergedInto is { } other
        ? Html.Of($"""<p>This user turned out to be <a href="{links.User(other)}">{other}</a>: everything that comes for this id goes there.</p>""")
        : Html.Empty;

    private static Html Now(User user) => Html.Of($"""
        <dl class="figures">
        {KeyFigures.Figure(Html.Of($"Open enrolments"), user.Open.Count == 0 ? "none" : string.Join(", ", user.Open.Select(open => open.Campaign)))}
        {KeyFigures.Figure(Html.Of($"Looked at again"), user.NextCheck is { } next ? Amounts.At(next) : "when something happens")}
        {(user.Sunset is { } sunset ? KeyFigures.Figure(Html.Of($"Not contacted any more"), $"since {Amounts.At(sunset.At)}", $"{Counted.Of(sunset.Episodes, "campaign")} in a row without an answer") : Html.Empty)}
        {(user.Preferences?.PausedUntil is { } paused ? KeyFigures.Figure(Html.Of($"Asked for a pause"), $"until {Amounts.At(paused)}") : Html.Empty)}
        </dl>
        {Consents(user)}
        """);

    private static Html Consents(User user)
    {
        var said = user.Profile.AllSaid().ToList();
        return said.Count == 0
            ? Html.Of($"""<p class="quiet">No consent was ever given: nothing is sent to this person.</p>""")
            : Table.Of("Consent", [Column.Text("Channel"), Column.Text("Purpose"), Column.Text("Said"), Column.Text("When"), Column.Text("Where")],
                said.Select(each => (IReadOnlyList<Cell>)[Cell.Of(AttemptKey.Name(each.Channel)), Cell.Of(each.Purpose), Cell.Of(each.Said.Given ? "yes" : "no"), Cell.Of(Amounts.At(each.Said.At)), Cell.Of(each.Said.Source)]));
    }
}
