using System.Diagnostics;
using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Benchmarks;

/// <summary>
/// E-mails made a second on one core, templates compiled: both parts, with names, a date, an amount, a plural, three recommended items and two
/// languages, for a thousand different people. The best of five rounds: other work on the machine can only slow one down.
/// </summary>
internal static class RenderBenchmark
{
    private const int Target = 5_000;

    private const string Campaign = """
        id: bench
        name: Bench
        goal: purchase
        lapse: {after: P90D, since: purchase}
        touches:
          - id: first
            delay: P0D
            channels: email
            email:
              subject: "{{fallback name \"Hello\"}}, {{plural attributes.points one=\"# point\" other=\"# points\"}} wait for you"
              preheader: "Until {{date attributes.renewal}}"
              body: |
                Hello {{fallback name "there"}},

                it has been a while since your last order, and {{plural attributes.points one="one point is" other="# points are"}} still yours until {{date attributes.renewal "full"}}. That is worth {{money attributes.credit "EUR"}}.

                {{#if attributes.plan}}Your plan is {{attributes.plan}}.{{else}}You have no plan yet.{{/if}} These might be something for you:

                {{#each (recommended 3)}}{{this.title}}, {{money this.price this.currency}}: {{this.link}}
                {{/each}}

                Open your last order, change what you like, and send it off.
              link: https://shop.example/again?from={{touch.id}}
              button: Open my last order
              locales:
                de:
                  subject: "{{plural attributes.points one=\"# Punkt wartet\" other=\"# Punkte warten\"}}"
                  preheader: "Bis {{date attributes.renewal}}"
                  body: |
                    Hallo {{name}},

                    {{plural attributes.points one="ein Punkt gehört" other="# Punkte gehören"}} noch bis {{date attributes.renewal "full"}} dir, im Wert von {{money attributes.credit "EUR"}}.

                    {{#each (recommended 3)}}{{this.title}}, {{money this.price this.currency}}: {{this.link}}
                    {{/each}}
                  button: Bestellung öffnen
        catalogue:
          - {id: guji, title: Ethiopia Guji, link: "https://shop.example/guji", price: 12.90, currency: EUR}
          - {id: yirga, title: Yirgacheffe, link: "https://shop.example/yirga", price: 11.50, currency: EUR}
          - {id: filter, title: Paper filters, link: "https://shop.example/filter", price: 3.20, currency: EUR}
          - {id: mug, title: A mug, link: "https://shop.example/mug", price: 9, currency: EUR}
        """;

    public static int Run(string[] args)
    {
        var emails = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
        var campaign = CampaignFile.Read("bench.yaml", Campaign).Campaign ?? throw new InvalidOperationException("The campaign has errors.");
        var people = Enumerable.Range(0, 1_000).Select(number => Person(campaign, number)).ToArray();
        var frame = MessageFrame.None with { ClickLink = "https://hello.shop.example/l/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAA", UnsubscribeUrl = "https://hello.shop.example/u/preview", PostalAddress = "Shop Ltd, 1 High Street" };
        Round(campaign, people, frame, 2_000);       // compiled, and hot
        var (best, bytes, allocated) = (0.0, 0L, 0L);
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            bytes = Round(campaign, people, frame, emails);
            best = Math.Max(best, emails / watch.Elapsed.TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine($"rendering: {best:N0} e-mails a second on one core, {bytes / emails:N0} characters and {allocated / emails:N0} bytes allocated each; wanted {Target:N0}");
        return best >= Target ? 0 : 1;
    }

    private static long Round(Campaign campaign, User[] people, MessageFrame frame, int emails)
    {
        var characters = 0L;
        for (var i = 0; i < emails; i++)
        {
            var rendering = MessageRenderer.Render(campaign, campaign.Touches[0], Channel.Email, people[i % people.Length], frame, DateTimeZone.Utc);
            characters += ((Rendering.Done)rendering).Message.Html!.Length;
        }

        return characters;
    }

    private static User Person(Campaign campaign, int number)
    {
        var at = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        var user = SamplePeople.Find(SamplePeople.Typical, campaign, at)!;
        var attributes = new Dictionary<string, FieldValue?>
        {
            ["points"] = FieldValue.Of(number % 40),
            ["renewal"] = FieldValue.Of(at.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ["credit"] = FieldValue.Of(number * 1.25m),
            ["plan"] = number % 2 == 0 ? FieldValue.Of("plus") : null,
            ["recommended"] = FieldValue.Of(number % 3 == 0 ? "mug" : "filter,yirga"),
        };
        return user with
        {
            Profile = user.Profile with
            {
                Name = new($"Reader {number}", at),
                Locale = new(number % 3 == 0 ? "de-AT" : "en-GB", at),
                Attributes = attributes.ToDictionary(each => each.Key, each => new Stamped<FieldValue?>(each.Value, at)),
            },
        };
    }
}
