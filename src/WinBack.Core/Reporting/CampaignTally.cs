using System.Globalization;
using System.Runtime.InteropServices;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// Counts the facts of one campaign as they stream by. Needs about one small entry per enrolled person, whatever the number of facts. Facts of one
/// day may come in any order, but for the <see cref="FactKind.Enrolled"/> of an enrolment, which comes first.
/// </summary>
public sealed class CampaignTally(string campaign, DateOnly from, DateOnly to)
{
    private readonly Dictionary<string, EnrolmentTally> _persons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(Arm Arm, string Touch, Channel Channel), TouchCount> _touches = new(ByText.Instance);
    private readonly HashSet<string> _answers = new(StringComparer.Ordinal);
    private readonly OfferSums _offers = new();
    private long _withoutEnrolment;

    /// <summary>Counts one fact.</summary>
    public void Add(Fact fact)
    {
        if (fact.Kind == FactKind.Enrolled)
        {
            Enrol(fact);
            return;
        }

        if (fact.Kind is FactKind.OfferGiven or FactKind.OfferRedeemed)
        {
            _offers.Add(fact);
            return;
        }

        if (_persons.GetValueOrDefault(fact.Person)?.Find(fact.Episode) is not { } enrolment)
        {
            _withoutEnrolment++;   // it began before the days that are read
            return;
        }

        switch (fact.Kind)
        {
            case FactKind.WouldSend or FactKind.HandedOver:
                CountTouch(fact);
                break;
            case FactKind.Voided or FactKind.Merged:
                enrolment.IsVoid = true;
                break;
            case FactKind.OptedOut:
                enrolment.IsOptedOut = true;
                break;
            case FactKind.SurveyAnswered when fact.Sequel > enrolment.AnswerSequel:
                (enrolment.AnswerSequel, enrolment.Answer) = (fact.Sequel.Value, Known(fact.Detail!));
                break;
            case FactKind.SurveyAnswered:
                break;
            case FactKind.Sunset:
                enrolment.IsSunset = true;
                break;
            case FactKind.Outcome:
                enrolment.Outcome = fact.Outcome;
                enrolment.IsVoid |= fact.Status == EnrolmentStatus.Void;
                break;
            case FactKind.Delivered or FactKind.Undelivered or FactKind.Complained or FactKind.Opened or FactKind.Clicked:
                CountReaction(fact);
                break;
            default:
                throw new InvalidOperationException($"A new kind of fact, {fact.Kind}, must be counted here.");
        }
    }

    /// <summary>The report over what was added so far.</summary>
    public CampaignReport ToReport()
    {
        var treatment = new ArmSums(Arm.Treatment);
        var holdout = new ArmSums(Arm.Holdout);
        var variants = new VariantSums();
        SortedSet<double> shares = [];
        foreach (var person in _persons.Values)
        {
            var first = person.First();
            for (var each = person; each is not null; each = each.Other)
            {
                (each.Arm == Arm.Holdout ? holdout : treatment).Add(each, isFirst: each == first);
                variants.Add(each, isFirst: each == first);
                if (shares.Count < 10)
                    shares.Add(Math.Round(each.HoldoutProbability, 6));
            }
        }

        var lift = Lift(treatment, holdout);
        AssignmentChecks checks = new(
            Check(holdout.First, treatment.First), Check(holdout.Analysed, treatment.Analysed));
        return new()
        {
            Campaign = campaign,
            From = from,
            To = to,
            Verdict = LiftVerdict.Of(lift.Return, checks),
            FunnelCounts = "All enrolments that began in the days read, second and later ones of a person and void ones included.",
            Funnel = [treatment.ToFunnel(Touches(Arm.Treatment)), holdout.ToFunnel(Touches(Arm.Holdout))],
            Variants = variants.ToCounts(),
            Offers = _offers.ToCounts(),
            PrimaryPopulation =
                "Each person's first enrolment that is not void, in the arm they were assigned to, whether or not anything was delivered; "
                + "only enrolments whose window (enrolment, last planned delay and attribution window) has closed.",
            Lift = lift,
            Assignment = checks,
            Notes = [.. Notes(shares)],
        };
    }

    private static CampaignLift Lift(ArmSums treatment, ArmSums holdout) => new()
    {
        Confidence = Confidence.Usual,
        Return = RateLift.Of(new(treatment.Primary.Returned, treatment.Primary.Enrolments), new(holdout.Primary.Returned, holdout.Primary.Enrolments)),
        Conversion = RateLift.Of(
            new(treatment.Primary.Converted, treatment.Primary.Enrolments), new(holdout.Primary.Converted, holdout.Primary.Enrolments)),
        RevenuePerUser = MeanLift.Of(treatment.RevenuePerUser, holdout.RevenuePerUser),
    };

    private static AssignmentCheck Check(DrawSums holdout, DrawSums treatment) =>
        AssignmentCheck.Of(holdout.Count, holdout.Expected + treatment.Expected, holdout.Variance + treatment.Variance);

    private IEnumerable<string> Notes(SortedSet<double> shares)
    {
        yield return "Each interval holds for one look. Looking again and again and stopping at the first good one claims more than 95 %.";
        if (shares.Count > 1)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The holdout share changed while people entered (from {shares.Min:0.####} to {shares.Max:0.####}); the lift pools over all shares and can mislead.");
        }

        if (_withoutEnrolment > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{_withoutEnrolment} facts belong to enrolments that began before {from:yyyy-MM-dd} and are not counted.");
        }
    }

    private void Enrol(Fact fact)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_persons, fact.Person, out _);
        if (held?.Find(fact.Episode) is null)
            held = new(fact.Episode, fact.Arm, fact.Probability ?? 1) { Other = held, Variant = fact.Variant };
    }

    private void CountTouch(Fact fact)
    {
        var key = (fact.Arm, fact.Touch!, fact.Channel!.Value);
        var count = _touches.GetValueOrDefault(key) ?? new() { Touch = key.Item2, Channel = key.Item3 };
        _touches[key] = (fact.Kind, fact.Answer) switch
        {
            (FactKind.WouldSend, _) => count with { WouldSend = count.WouldSend + 1 },
            (_, AttemptState.Accepted) => count with { Accepted = count.Accepted + 1 },
            (_, AttemptState.Refused) => count with { Refused = count.Refused + 1 },
            (_, AttemptState.Unknown) => count with { Unknown = count.Unknown + 1 },
            _ => throw new InvalidOperationException($"No provider answers {fact.Answer}."),
        };
    }

    private void CountReaction(Fact fact)
    {
        if (fact.ByMachine)
            return;
        var key = (fact.Arm, fact.Touch!, fact.Channel!.Value);
        var count = _touches.GetValueOrDefault(key) ?? new() { Touch = key.Item2, Channel = key.Item3 };
        _touches[key] = fact.Kind switch
        {
            FactKind.Delivered => count with { Delivered = count.Delivered + 1 },
            FactKind.Undelivered => count with { Undelivered = count.Undelivered + 1 },
            FactKind.Complained => count with { Complained = count.Complained + 1 },
            FactKind.Opened => count with { Opened = count.Opened + 1 },
            _ => count with { Clicked = count.Clicked + 1 },
        };
    }

    // One text for all who gave an answer, in place of one each.
    private string Known(string answer)
    {
        if (!_answers.TryGetValue(answer, out var known))
            _answers.Add(known = answer);
        return known;
    }

    private TouchCount[] Touches(Arm arm) => [.. _touches.Where(pair => pair.Key.Arm == arm).Select(pair => pair.Value)];

    private sealed class ByText : IComparer<(Arm Arm, string Touch, Channel Channel)>
    {
        public static readonly ByText Instance = new();

        public int Compare((Arm Arm, string Touch, Channel Channel) x, (Arm Arm, string Touch, Channel Channel) y) =>
            x.Arm != y.Arm ? x.Arm.CompareTo(y.Arm)
            : string.CompareOrdinal(x.Touch, y.Touch) is var order && order != 0 ? order
            : x.Channel.CompareTo(y.Channel);
    }
}
