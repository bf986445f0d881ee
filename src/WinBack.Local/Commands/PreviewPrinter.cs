using NodaTime;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Local.Commands;

/// <summary>A preview in a terminal.</summary>
internal static class PreviewPrinter
{
    public static void Print(PreviewReport report)
    {
        Console.WriteLine($"{report.Campaign} for {report.UserId}, entering {Local(report, report.At)} ({report.Zone}), {(report.Arm switch { Arm.Treatment => "in treatment", Arm.Holdout => "held out: shown as for the others", _ => "held out of all campaigns: shown as for the others" })}");
        Console.WriteLine($"  {report.Entry.Reason}");
        foreach (var touch in report.Touches)
        {
            var result = touch.LeavesAt is { } at ? $"leaves {Local(report, at)} by {AttemptKey.Name(touch.Channel!.Value)}" : "is not sent";
            Console.WriteLine($"  touch {touch.Touch}{(touch.IsAfterReturn ? ", after a return" : "")}, planned {Local(report, touch.PlannedAt)}: {result}");
            foreach (var step in touch.Steps)
            {
                Console.WriteLine($"    {Local(report, step.At)} {step.Decision}");
                foreach (var finding in step.Findings.Where(finding => !finding.Passed))
                    Console.WriteLine($"      - {finding.Rule}: {finding.Detail}");
            }

            foreach (var message in touch.Messages)
                Print(message);
        }
    }

    private static void Print(PreviewMessage message)
    {
        var name = AttemptKey.Name(message.Channel);
        if (message.Content is not { } content)
        {
            Console.WriteLine($"    {name}: nothing is sent, {message.WhyNot}");
            return;
        }

        Console.WriteLine($"    {name}{(message.Variant is { } variant ? $", variant {variant}" : "")}{Cost(message.Segments)}: {content.Subject ?? content.Title ?? ""}");
        if (content.Preheader is { } preheader)
            Console.WriteLine($"      ({preheader})");
        foreach (var line in content.Text.Length == 0 ? [] : content.Text.TrimEnd().Split('\n'))
            Console.WriteLine($"      | {line}");
        if (content.Webhook is { } webhook)
        {
            foreach (var (field, value) in webhook.Fields)
                Console.WriteLine($"      {field}: {value}");
            Console.WriteLine($"      goes to {webhook.Target}");
        }

        if (content.DeepLink is { } link)
            Console.WriteLine($"      leads to {link}");
        if (content.Image is { } image)
            Console.WriteLine($"      picture {image}");
    }

    private static string Cost(SmsSegments? segments) => segments is null ? ""
        : $", {Counted.Of(segments.Segments, "segment")} {(segments.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2")}";

    private static string Local(PreviewReport report, DateTimeOffset at) => FormattableString.Invariant(
        $"{Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[report.Zone]).ToDateTimeUnspecified():ddd yyyy-MM-dd HH:mm}");
}
