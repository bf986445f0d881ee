namespace WinBack.Core.Campaigns.Reading;

/// <summary>When a touch is planned: <c>delay</c> from enrolment, or <c>after</c> the touch before. Plans grow from touch to touch.</summary>
internal sealed class TouchTimingSection
{
    public static readonly string[] AfterKeys = ["touch", "delay"];
    public static readonly string[] FallbackKeys = ["afterSilence"];

    // A sequence waits a bounded number of times: each channel that waits for silence is one, and some must be left for quiet hours and caps.
    private const int MostContacts = 12;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private Threshold? _beforeDelay;
    private TimeSpan _before = TimeSpan.MinValue;
    private TimeSpan _silence;
    private int _contacts;

    /// <summary>The delay of the next touch of the file; null when what stands there may not.</summary>
    public (Threshold Delay, bool IsAfterPrevious)? Read(Section touch)
    {
        if (touch.Find("after") is { } after)
            return After(touch, after);
        if (touch.Require("delay", "how long after enrolment, such as PT0S or P7D") is not { } given || given.Length(TimeSpan.Zero, Longest) is not { } delay)
            return null;
        if (delay.Approximate <= _before)
            given.Refuse($"{delay}, which is not after the touch before at {_beforeDelay}", "delays that grow from touch to touch");
        else if (_silence > TimeSpan.Zero && delay.Approximate <= _before + _silence)
            given.Refuse($"{delay}, before the touch before has waited for silence on all its channels", $"more than {Threshold.Elapsed(_before + _silence)} after enrolment, or after: {{touch: previous, …}}");
        Next(delay, delay.Approximate);
        return (delay, false);
    }

    /// <summary>How long the touch just read waits for an answer before its next channel; null for never.</summary>
    public Threshold? Fallback(Section touch, int channels)
    {
        _contacts++;
        if (touch.Find("fallback") is not { } field || field.Section(FallbackKeys) is not { } section)
            return null;
        var silence = section.Require("afterSilence", "how long without an opening or a click, such as P1D")?.Length(TimeSpan.FromHours(1), TimeSpan.FromDays(14));
        if (channels == 1)
            field.Refuse("a fallback with one channel", "two channels or more, to have another one");
        _contacts += Math.Max(channels - 1, 0);
        if (_contacts > MostContacts)
            field.Refuse($"{_contacts} contacts planned in all, each channel that waits for silence counted", $"at most {MostContacts}");
        _silence = (silence?.Approximate ?? TimeSpan.Zero) * Math.Max(channels - 1, 0);
        return silence;
    }

    private (Threshold Delay, bool IsAfterPrevious)? After(Section touch, YamlField after)
    {
        if (touch.Find("delay") is { } delay)
            delay.Refuse("delay beside after", "one of the two: delay counts from enrolment, after from the touch before");
        if (_before == TimeSpan.MinValue)
            after.Refuse("after on the first touch", "delay, which counts from enrolment");
        if (after.Section(AfterKeys) is not { } section)
            return null;
        section.Find("touch")?.Choice(("previous", true));
        if (section.Require("delay", "how long after the touch before, such as P3D")?.Length(TimeSpan.FromMinutes(1), Longest) is not { } length)
            return null;
        var all = (_before == TimeSpan.MinValue ? TimeSpan.Zero : _before) + length.Approximate;
        if (all > Longest)
            section.Find("delay")!.Refuse($"{length}, {Threshold.Elapsed(all)} after enrolment in all", "at most P365D in all");
        Next(Threshold.Elapsed(all), all);
        return (length, true);
    }

    private void Next(Threshold shown, TimeSpan at) => (_beforeDelay, _before, _silence) = (shown, at, TimeSpan.Zero);
}
