using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using WinBack.Core.Users;
using WinBack.Functions.Events;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>The form of the preference centre as it was sent.</summary>
/// <param name="Choices">For what was shown, whether it is ticked.</param>
/// <param name="Preferences">Frequency, pause and quiet hours.</param>
internal sealed record PreferenceForm(IReadOnlyDictionary<PreferenceChoice, bool> Choices, Preferences Preferences)
{
    /// <summary>Field that says that the form was sent, and not merely something posted.</summary>
    public const string Sent = "sent";

    /// <summary>Field of each choice that was shown.</summary>
    public const string Shown = "shown";

    /// <summary>Field of each choice that is ticked.</summary>
    public const string On = "on";

    /// <summary>Field of the frequency.</summary>
    public const string Often = "often";

    /// <summary>Field of the pause: months, <see cref="Keep"/> or 0.</summary>
    public const string Pause = "pause";

    /// <summary>Field of the first quiet hour, 0 to 23; <see cref="NoHour"/> for none.</summary>
    public const string QuietFrom = "quiet-from";

    /// <summary>Field of the hour at which quiet ends.</summary>
    public const string QuietTo = "quiet-to";

    /// <summary>Value of an hour that is not set.</summary>
    public const string NoHour = "none";

    /// <summary>Value of a pause that stays as it is.</summary>
    public const string Keep = "keep";

    /// <summary>Name of the button that stops every channel, whatever is ticked.</summary>
    public const string StopAll = "stop-all";

    private const int MaxBytes = 4096;

    /// <summary>Pauses that are offered, in calendar months.</summary>
    public static IReadOnlyList<int> Months { get; } = [1, 3, 6];

    /// <summary>Reads it; null for what is no such form: then nothing is changed.</summary>
    public static async Task<PreferenceForm?> ReadAsync(HttpRequest request, PreferenceView view, DateTimeOffset now, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, MaxBytes, cancel) is not { } body)
            return null;
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        if (!fields.ContainsKey(Sent))
            return null;
        var (shown, on) = (fields.GetValueOrDefault(Shown), fields.ContainsKey(StopAll) ? default : fields.GetValueOrDefault(On));
        var choices = view.Choices.Keys.Where(choice => shown.Contains(choice.Name))
            .ToDictionary(choice => choice, choice => on.Contains(choice.Name));
        var often = Enum.TryParse<PreferredFrequency>(fields.GetValueOrDefault(Often), ignoreCase: true, out var wanted) && Enum.IsDefined(wanted)
            ? wanted
            : view.Preferences.Frequency;
        return new(choices, new(now, often, Until(fields.GetValueOrDefault(Pause), view, now))
        {
            QuietHours = Quiet(fields.GetValueOrDefault(QuietFrom), fields.GetValueOrDefault(QuietTo), view),
        });
    }

    // One hour alone, or twice the same, is no span: no quiet hours. What is not offered leaves things as they are.
    private static OwnQuietHours? Quiet(string? from, string? to, PreferenceView view)
    {
        var (first, end) = (Hour(from), Hour(to));
        if ((first is null && from != NoHour) || (end is null && to != NoHour))
            return view.Preferences.QuietHours;
        return first is { } start && end is { } until && start != until ? new(start, until) : null;
    }

    private static TimeOnly? Hour(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24 ? new(hour, 0) : null;

    // A value that is not offered leaves things as they are.
    private static DateTimeOffset? Until(string? pause, PreferenceView view, DateTimeOffset now) =>
        pause == "0" ? null
        : int.TryParse(pause, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && Months.Contains(months) ? now.AddMonths(months)
        : view.Preferences.PausedUntil;
}
