using System.Globalization;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Users;
using WinBack.Functions.Pages;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>The page of the preference centre: one form of native controls, which a keyboard, a screen reader and a small phone know by themselves.</summary>
internal static class PreferenceMarkup
{
    /// <summary>The page, in the language the reader's browser asks for.</summary>
    public static Page Page(HttpRequest request, PreferenceView view, DateTimeOffset now, bool saved)
    {
        var words = PreferenceWords.For(request.Headers.AcceptLanguage);
        return new(words.Title, Html.Of($"""
            {(saved ? Html.Of($"""<p class="card" role="status">{words.Saved}</p>""") : Html.Empty)}
            <form method="post">
            <input type="hidden" name="{PreferenceForm.Sent}" value="1">
            <fieldset><legend>{words.Channels}</legend>
            {Html.Join(view.Choices.Select(each => Choice(words, each.Key, view.Choices.Keys.Any(choice => !choice.IsDefault), each.Value)))}
            </fieldset>
            <fieldset><legend>{words.Often}</legend>
            {Html.Join(Enum.GetValues<PreferredFrequency>().Select(each =>
                Choice(PreferenceForm.Often, AsText(each), words.Frequency(each), each == view.Preferences.Frequency)))}
            </fieldset>
            <fieldset><legend>{words.Pause}</legend>
            {Html.Join(Pauses(words, view.Preferences, now))}
            </fieldset>
            <fieldset><legend>{words.Quiet}</legend>
            {Hours(PreferenceForm.QuietFrom, words.From, view.Preferences.QuietHours?.From)}
            {Hours(PreferenceForm.QuietTo, words.To, view.Preferences.QuietHours?.To)}
            </fieldset>
            <p><button type="submit">{words.Save}</button></p>
            <p><button type="submit" name="{PreferenceForm.StopAll}" value="1">{words.StopAll}</button></p>
            </form>
            """), language: words.Language);
    }

    private static Html Choice(PreferenceWords words, PreferenceChoice choice, bool withPurpose, bool isOn) => Html.Of($"""
        <input type="hidden" name="{PreferenceForm.Shown}" value="{choice.Name}">
        <label class="choice"><input type="checkbox" name="{PreferenceForm.On}" value="{choice.Name}"{Checked(isOn)}> {words.Channel(choice.Channel)}{(withPurpose ? ": " + choice.Purpose.Replace('-', ' ') : "")}</label>
        """);

    private static IEnumerable<Html> Pauses(PreferenceWords words, Preferences held, DateTimeOffset now)
    {
        var paused = held.IsPausedAt(now);
        yield return Choice(PreferenceForm.Pause, "0", words.NoPause, !paused);
        if (paused)
            yield return Choice(PreferenceForm.Pause, PreferenceForm.Keep, words.Until(held.PausedUntil!.Value), isChecked: true);
        foreach (var months in PreferenceForm.Months)
            yield return Choice(PreferenceForm.Pause, months.ToString(CultureInfo.InvariantCulture), words.Months(months), isChecked: false);
    }

    // Whole hours: what somebody else set to the minute is shown by its hour, and stays as it is only until saved.
    private static Html Hours(string name, string label, TimeOnly? held) => Html.Of($"""
        <label class="choice">{label} <select name="{name}">
        <option value="{PreferenceForm.NoHour}"{Selected(held is null)}>–</option>
        {Html.Join(Enumerable.Range(0, 24).Select(hour => Hour(hour, held?.Hour == hour)))}
        </select></label>
        """);

    private static Html Hour(int hour, bool isHeld) =>
        Html.Of($"""<option value="{hour.ToString(CultureInfo.InvariantCulture)}"{Selected(isHeld)}>{hour.ToString("00", CultureInfo.InvariantCulture)}:00</option>""");

    private static Html Selected(bool isSelected) => isSelected ? Html.Of($" selected") : Html.Empty;

    private static Html Choice(string name, string value, string words, bool isChecked) =>
        Html.Of($"""<label class="choice"><input type="radio" name="{name}" value="{value}"{Checked(isChecked)}> {words}</label>""");

    private static Html Checked(bool isChecked) => isChecked ? Html.Of($" checked") : Html.Empty;

    private static string AsText(PreferredFrequency frequency) => frequency.ToString().ToLowerInvariant();
}
