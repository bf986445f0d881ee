using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>How many got how far, and what became of each planned contact.</summary>
internal static class FunnelView
{
    /// <summary>Both arms from enrolment to conversion.</summary>
    public static Html Funnel(PageLinks links, CampaignReport report)
    {
        var arms = report.Funnel;
        if (arms.All(arm => arm.Enrolled == 0))
            return Html.Empty;
        (Html Name, Func<ArmFunnel, long> Count, Func<ArmFunnel, long>? Of)[] steps =
        [
            (links.Term("enrolled"), arm => arm.Enrolled, arm => arm.Enrolled),
            (links.Term("reached", "Reached, or would have been"), arm => arm.Reached, arm => arm.Enrolled),
            (links.Term("window", "Window closed"), arm => arm.Closed, arm => arm.Enrolled),
            (links.Term("return-rate", "Returned in the window"), arm => arm.Primary.Returned, arm => arm.Primary.Enrolments),
            (links.Term("conversion-rate", "Reached the goal"), arm => arm.Primary.Converted, arm => arm.Primary.Enrolments),
        ];
        var chart = new Chart(
            "steps", "bars", "How many of each arm got how far",
            "Percent of the enrolments of each arm; the last two of those people whose window has closed. The held-out are sent nothing: they are \"reached\" when a message would have gone out.",
            "percent", "percent of the arm")
        {
            Columns = [Column.Label("Step"), .. arms.SelectMany(arm => new[] { new Column(Html.Of($"{ArmText.Of(arm.Arm)}, %"), ArmText.Of(arm.Arm), "value", ArmText.Of(arm.Arm)), Column.Plain(ArmText.Of(arm.Arm)) })],
            Rows = [.. steps.Select(step => (IReadOnlyList<Cell>)[new(step.Name), .. arms.SelectMany(arm => Both(step.Count(arm), step.Of?.Invoke(arm) ?? 0))])],
        };
        return Html.Of($"""
            <p class="quiet">{report.FunnelCounts}</p>
            {chart.ToHtml()}
            {(HasReactions(arms) ? Html.Empty : Html.Of($"""<p class="quiet">No delivery, opening or click was reported: the outbox reports none, and not every provider does.</p>"""))}
            {Table.Of("What else there is to count, in messages and enrolments", [Column.Plain("What"), .. arms.Select(arm => Column.Plain(ArmText.Of(arm.Arm)))], Rest(links, arms))}
            """);
    }

    /// <summary>The touches in the order of the sequence.</summary>
    public static Html Touches(PageLinks links, Campaign campaign, CampaignReport report)
    {
        var counts = ByTouch(report.Funnel);
        var held = ByTouch(report.Funnel.Where(arm => arm.Arm == Arm.Holdout));      // whom no campaign contacts are not held out by this one
        var order = campaign.AllTouches().Select((touch, index) => (touch.Id, index)).ToDictionary(each => each.Id, each => each.index, StringComparer.Ordinal);
        var rows = counts.Keys.OrderBy(key => order.GetValueOrDefault(key.Touch, int.MaxValue)).ThenBy(key => key.Touch, StringComparer.Ordinal).ThenBy(key => key.Channel).ToList();
        if (rows.Count == 0)
            return Html.Of($"""<p class="quiet">Nothing was due yet. Planned:</p>{Planned(campaign)}""");
        var chart = new Chart(
            "touch-counts", "bars", "What became of each touch, by channel",
            "Messages that a provider took, links that people followed, and messages that the held-out would have been sent. The table has openings, too: that of a push is its tap, and of a text message nobody tells.", "count", "messages")
        {
            Columns =
            [
                Column.Label("Touch"),
                new(links.Term("accepted", "accepted"), "accepted", "value", "accepted"), Column.Plain("refused"), Column.Plain("unknown"),
                new(links.Term("delivered", "delivered")), Column.Plain("did not arrive"), new(links.Term("opened", "opened (unreliable)")),
                new(links.Term("clicked", "clicked"), "clicked", "value", "clicked"), new(links.Term("harm", "complained")),
                new(links.Term("would-send", "would send"), "would", "value", "would send (holdout)"),
            ],
            Rows = [.. rows.Select(key => Row(campaign, key.Touch, key.Channel, counts[key], held.GetValueOrDefault(key, [])))],
        };
        return Html.Of($"{Planned(campaign)}{chart.ToHtml()}");
    }

    private static Dictionary<(string Touch, Channel Channel), List<TouchCount>> ByTouch(IEnumerable<ArmFunnel> arms) =>
        arms.SelectMany(arm => arm.Touches).GroupBy(count => (count.Touch, count.Channel)).ToDictionary(group => group.Key, group => group.ToList());

    private static Html Planned(Campaign campaign) => Html.Of($"""
        <ol class="timeline">{Html.Join(campaign.AllTouches().Select(touch => Html.Of($"""<li><strong>{touch.Id}</strong>{(touch.Kind is { } kind ? $" ({KindText.Of(kind)})" : "")}: {DelayText.Of(campaign, touch)}, by {string.Join(", else ", touch.Channels.Select(AttemptKey.Name))}</li>""")))}</ol>
        """);

    private static IReadOnlyList<Cell> Row(Campaign campaign, string touch, Channel channel, List<TouchCount> counts, List<TouchCount> held)
    {
        Cell Sum(Func<TouchCount, long> of) => Count(counts.Sum(of));
        Cell Part(Func<TouchCount, long> of, Func<Channel, bool> isKnown) => isKnown(channel) ? WithShare(new(counts.Sum(of), counts.Sum(each => each.Accepted))) : Cell.Of(Amounts.None);
        return
        [
            Cell.Of($"{touch}, {AttemptKey.Name(channel)}{(campaign.FindTouch(touch) is null ? ", of an earlier version" : "")}"),
            Sum(each => each.Accepted), Sum(each => each.Refused), Sum(each => each.Unknown),
            Part(each => each.Delivered, ChannelReports.TellOfDelivery), Part(each => each.Undelivered, ChannelReports.TellOfDelivery),
            Part(each => each.Opened, ChannelReports.TellOfOpening), Part(each => each.Clicked, ChannelReports.TellOfClicks),
            Sum(each => each.Complained), Count(held.Sum(each => each.WouldSend)),
        ];
    }

    private static IEnumerable<IReadOnlyList<Cell>> Rest(PageLinks links, IReadOnlyList<ArmFunnel> arms)
    {
        IReadOnlyList<Cell> Row(Html name, Func<ArmFunnel, long> of) => [new(name), .. arms.Select(arm => Count(of(arm)))];
        IReadOnlyList<Cell> Rate(Html name, Func<ArmFunnel, Rate> of) => [new(name), .. arms.Select(arm => WithShare(of(arm)))];
        if (HasReactions(arms))
        {
            yield return Rate(links.Term("delivered", "Delivered, of the e-mails and text messages"), arm => arm.DeliveryRate);
            yield return Rate(links.Term("opened", "Opened (unreliable), of the e-mails and pushes"), arm => arm.OpenRate);
            yield return Rate(links.Term("clicked", "Clicked, of the e-mails and text messages"), arm => arm.ClickRate);
        }

        yield return Row(links.Term("window", "Window still open"), arm => arm.Open);
        yield return Row(Html.Of($"Void: had not lapsed, as a late event showed"), arm => arm.Void);
        yield return Row(links.Term("harm", "Said stop on every channel"), arm => arm.OptedOut);
        yield return Row(links.Term("later-enrolments"), arm => arm.Later.Enrolments);
        if (arms.Any(arm => arm.Sunset > 0))
            yield return Row(Html.Of($"No longer contacted, never having answered (sunset)"), arm => arm.Sunset);
        foreach (var answer in arms.SelectMany(arm => arm.Answers).Select(each => each.Answer).Distinct(StringComparer.Ordinal))
            yield return Row(Html.Of($"Answered {answer}"), arm => arm.Answers.FirstOrDefault(each => each.Answer == answer)?.Enrolments ?? 0);
    }

    private static bool HasReactions(IReadOnlyList<ArmFunnel> arms) => arms.Any(arm => arm.Touches.Any(each => each.Delivered + each.Undelivered + each.Opened + each.Clicked > 0));

    private static IEnumerable<Cell> Both(long count, long of) => [Cell.Number(of == 0 ? null : 100.0 * count / of), Count(count)];

    // Of what providers took.
    private static Cell WithShare(Rate rate) => rate.Count == 0 ? Count(0) : Cell.Of($"{Amounts.Count(rate.Count)} ({Amounts.Share(rate.Share)})", rate.Count);

    private static Cell Count(long count) => new(Html.Of($"{count.ToString("N0", CultureInfo.InvariantCulture)}"), count);
}
