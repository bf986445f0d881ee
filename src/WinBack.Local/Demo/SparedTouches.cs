using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// Which touches a held-out reader was spared only because nobody can answer what was not sent: one for those who did not click the one before, or by
/// another channel after silence. In the life with the campaign they would not have got it.
/// </summary>
internal sealed class SparedTouches(Campaign campaign)
{
    private readonly Dictionary<string, (DateTimeOffset At, Reading Reading)> _read = new(StringComparer.Ordinal);

    /// <summary>Notes how a touch would have been read.</summary>
    public void Read(Fact touch, Reading reading) => _read[touch.Touch!] = (touch.At, reading);

    /// <summary>Whether a touch would have gone out.</summary>
    public bool WouldGo(Fact touch) =>
        touch.Kind != FactKind.WouldSend
        || (!(Opened(touch.Touch!, touch.At) || Clicked(touch.Touch!, touch.At)) && (campaign.FindTouch(touch.Touch!)?.If?.Earlier.All(clause => Holds(clause, touch.At)) ?? true));

    private bool Holds(EngagementClause clause, DateTimeOffset at) => clause.Was switch
    {
        Engagement.Clicked => Clicked(clause.Touch, at),
        Engagement.NotClicked => !Clicked(clause.Touch, at),
        Engagement.Opened => Opened(clause.Touch, at) || Clicked(clause.Touch, at),
        _ => !Opened(clause.Touch, at) && !Clicked(clause.Touch, at),
    };

    private bool Opened(string touch, DateTimeOffset by) => _read.TryGetValue(touch, out var read) && read.At + read.Reading.OpenedAfter <= by;

    private bool Clicked(string touch, DateTimeOffset by) => _read.TryGetValue(touch, out var read) && read.At + read.Reading.ClickedAfter <= by;
}
