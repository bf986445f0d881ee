using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Functions.Tests.Reporting;

/// <summary>
/// Facts of a campaign with everything a report counts: both arms and the global one, a holdout share and a window that changed, void and later enrolments, open windows,
/// outcomes that were written again, clicks of machines, offers, answers, variants and languages. The same every time.
/// </summary>
internal sealed class MadeUpFacts(IFacts facts)
{
    public const string Campaign = "replenish";
    public static readonly DateOnly From = new(2026, 3, 2);
    public static readonly DateOnly Until = new(2026, 7, 31);

    private const int Persons = 700;
    private readonly Random _dice = new(20261128);

    public async Task AppendAsync()
    {
        for (var i = 0; i < Persons; i++)
        {
            var isVoid = Happens(0.05);
            await EnrolAsync($"p{i:000}", 1, 1, _dice.Next(0, 140), isVoid);
            if (isVoid || Happens(0.2))
                await EnrolAsync($"p{i:000}", 2, isVoid ? 1 : 2, _dice.Next(100, 150), Happens(0.05));
        }
    }

    private async Task EnrolAsync(string person, int episode, int entry, int day, bool isVoid)
    {
        var at = new DateTimeOffset(From.AddDays(day), new(_dice.Next(0, 24), _dice.Next(0, 60)), TimeSpan.Zero);
        var share = day < 60 ? 0.4 : 0.25;
        var arm = Happens(0.1) ? Arm.Global : Happens(share) ? Arm.Holdout : Arm.Treatment;
        var enrolled = new Fact
        {
            Kind = FactKind.Enrolled,
            Campaign = Campaign,
            Version = day < 70 ? 1 : 2,
            Person = person,
            Episode = episode,
            Entry = entry,
            Arm = arm,
            At = at,
            KeptAt = at,
            Probability = arm switch { Arm.Treatment => 1 - share, Arm.Holdout => share, _ => null },
            GlobalShare = day < 30 ? null : 0.1,
            IsFirstOfAll = entry == 1 && Happens(0.8),
            Variant = Pick("a", "b"),
            Locale = Pick("de", "en", null),
            Segment = Pick("new", "old, \"very\"", null),
        };
        await facts.AppendAsync(enrolled);
        await TouchesAsync(enrolled);
        await AboutAsync(enrolled, isVoid);
        if (!isVoid && at + Window(enrolled) <= new DateTimeOffset(Until, TimeOnly.MinValue, TimeSpan.Zero))
            await CloseAsync(enrolled);
    }

    private async Task TouchesAsync(Fact enrolled)
    {
        foreach (var touch in new[] { "first", "second" })
        {
            var sent = Of(enrolled, FactKind.HandedOver) with { Touch = touch, Channel = Happens(0.5) ? Channel.Push : Channel.Email };
            await facts.AppendAsync(enrolled.Arm == Arm.Treatment
                ? sent with { Answer = Happens(0.8) ? AttemptState.Accepted : Happens(0.5) ? AttemptState.Refused : AttemptState.Unknown } : sent with { Kind = FactKind.WouldSend });
            foreach (var kind in new[] { FactKind.Delivered, FactKind.Undelivered, FactKind.Opened, FactKind.Clicked, FactKind.Complained })
            {
                if (enrolled.Arm == Arm.Treatment && Happens(0.3))
                    await facts.AppendAsync(sent with { Kind = kind });
                if (enrolled.Arm == Arm.Treatment && kind is FactKind.Opened or FactKind.Clicked && Happens(0.2))
                    await facts.AppendAsync(sent with { Kind = kind, ByMachine = true });
            }
        }
    }

    private async Task AboutAsync(Fact enrolled, bool isVoid)
    {
        if (isVoid)
            await facts.AppendAsync(Of(enrolled, Happens(0.5) ? FactKind.Voided : FactKind.Merged));
        if (Happens(0.08))
            await facts.AppendAsync(Of(enrolled, FactKind.OptedOut));
        if (Happens(0.05))
            await facts.AppendAsync(Of(enrolled, FactKind.Sunset));
        if (Happens(0.06))
            await facts.AppendAsync(Of(enrolled, FactKind.LostPush) with { Detail = Pick("permission", "installation") });
        if (enrolled.Arm != Arm.Treatment)
            return;
        for (var sequel = 1; sequel <= 2 && Happens(0.2); sequel++)
            await facts.AppendAsync(Of(enrolled, FactKind.SurveyAnswered) with { Sequel = sequel, Detail = "why." + Pick("price", "time") });
        if (Happens(0.3))
            await facts.AppendAsync(Of(enrolled, FactKind.OfferGiven) with { Offer = "spring", Amount = 5.50m, Currency = "EUR" });
        if (Happens(0.1))
            await facts.AppendAsync(Of(enrolled, FactKind.OfferRedeemed) with { Offer = "spring", Amount = 4.25m, Currency = "EUR" });
    }

    private async Task CloseAsync(Fact enrolled)
    {
        var outcome = Of(enrolled, FactKind.Outcome) with { At = enrolled.At + Window(enrolled), EnrolledAt = enrolled.At, Entry = enrolled.Entry, IsFirstOfAll = enrolled.IsFirstOfAll, Probability = enrolled.Probability, GlobalShare = enrolled.GlobalShare };
        for (var sequel = 1; sequel == 1 || (sequel < 4 && Happens(0.1)); sequel++)
        {
            DateTimeOffset? back = Happens(enrolled.Arm == Arm.Treatment ? 0.35 : 0.25) ? enrolled.At.AddMinutes(_dice.Next(0, (int)Window(enrolled).TotalMinutes)) : null;
            DateTimeOffset? bought = back is not null && Happens(0.7) ? back : null;
            await facts.AppendAsync(outcome with
            {
                Sequel = sequel == 1 ? null : sequel,
                Status = back is null ? EnrolmentStatus.Completed : EnrolmentStatus.Returned,
                Outcome = new(back, bought, bought is null ? 0 : _dice.Next(100, 9_000) / 100m),
                About = new()
                {
                    TriggeredAt = Happens(0.8) ? enrolled.At.AddHours(1) : null,
                    FirstChannel = Pick(Channel.Push, Channel.Email, Channel.Sms),
                    MessageCost = _dice.Next(0, 20) / 100m,
                    OfferCost = Happens(0.1) ? 4.25m : 0,
                    Currency = "EUR",
                    OtherContacts = _dice.Next(0, 3),
                    Credits = bought is null || enrolled.Arm != Arm.Treatment ? null : Credits(),
                    FollowUp = bought is null ? null : new(_dice.Next(1, 4), _dice.Next(100, 9_000) / 100m, _dice.Next(100, 20_000) / 100m),
                    LapsedAgainAt = Happens(0.2) ? enrolled.At.AddDays(Happens(0.5) ? 60 : 120) : null,
                },
            });
        }
    }

    private Dictionary<Channel, CreditSum> Credits() => new()
    {
        [Pick(Channel.Push, Channel.Sms)] = new(_dice.Next(0, 3), _dice.Next(-500, 9_000) / 100m, 0, 0),
        [Pick(Channel.Email, Channel.Webhook)] = new(1, _dice.Next(100, 9_000) / 100m, 1, _dice.Next(100, 9_000) / 100m),
    };

    private static TimeSpan Window(Fact enrolled) => TimeSpan.FromDays(enrolled.Version == 1 ? 21 : 9.5);

    private static Fact Of(Fact enrolled, FactKind kind) => new()
    {
        Kind = kind,
        Campaign = Campaign,
        Version = enrolled.Version,
        Person = enrolled.Person,
        Episode = enrolled.Episode,
        Arm = enrolled.Arm,
        At = enrolled.At.AddHours(2),
        KeptAt = enrolled.At,
    };

    private bool Happens(double chance) => _dice.NextDouble() < chance;

    private T Pick<T>(params T[] from) => from[_dice.Next(from.Length)];
}
