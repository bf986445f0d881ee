using System.Runtime.InteropServices;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// Counts the facts of one campaign as they stream by. Needs about one small entry per enrolment, whatever the number of facts. Facts may come in any
/// order and more than once, but for the <see cref="FactKind.Enrolled"/> of an enrolment, which comes first.
/// </summary>
/// <param name="asOf">Outcomes of windows that end later are not counted yet: an erasure writes them before their time. Null for all.</param>
public sealed class CampaignTally(DateTimeOffset? asOf = null)
{
    private readonly Dictionary<string, EnrolmentTally> _persons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Rollup _counts = new();
    private readonly List<Fact> _strays = [];

    /// <summary>Outcomes of enrolments that are not among the facts counted. Those written before facts lay under the day of their enrolment belong to another day.</summary>
    public IReadOnlyList<Fact> StrayOutcomes => _strays;

    /// <summary>Whether there were outcomes that are not counted yet.</summary>
    public bool HasLaterOutcomes { get; private set; }

    /// <summary>Counts one fact.</summary>
    public void Add(Fact fact)
    {
        if (fact.Kind == FactKind.Outcome && fact.At > asOf)
            HasLaterOutcomes = true;
        else if (fact.Kind == FactKind.Enrolled)
            Enrol(fact);
        else if (fact.Kind is FactKind.OfferGiven or FactKind.OfferRedeemed)
            OfferSums.Add(_counts.Offers, fact, IsNew(fact));
        else if (fact.Kind is FactKind.WouldSend or FactKind.HandedOver)
            AddHandOver(fact);
        else if (fact.Kind is FactKind.Delivered or FactKind.Undelivered or FactKind.Complained or FactKind.Opened or FactKind.Clicked)
        {
            TouchSums.AddReaction(_counts.Touches, fact, IsNew(fact));
            if (fact.Kind == FactKind.Complained)
                _persons.GetValueOrDefault(fact.Person)?.Find(fact.Episode)?.Complain(fact.At);
        }
        else if (_persons.GetValueOrDefault(fact.Person)?.Find(fact.Episode) is { } enrolment)
            AddTo(enrolment, fact);
        else if (IsNew(fact))
            Stray(fact);
    }

    /// <summary>The sums over what was added so far.</summary>
    public Rollup ToRollup()
    {
        Rollup rollup = new();
        rollup.Add(_counts);
        var cells = new RollupCells(rollup);
        // Sums of squares are the same only in the same order.
        foreach (var (_, person) in _persons.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            person.FindFirst();
            for (var each = person; each is not null; each = each.Other)
                cells.Add(each);
        }

        return rollup;
    }

    /// <summary>The report over what was added so far.</summary>
    public CampaignReport ToReport(string campaign, DateOnly from, DateOnly to) => ReportOfSums.Of(campaign, from, to, ToRollup());

    private void AddHandOver(Fact fact)
    {
        TouchSums.AddHandOver(_counts.Touches, fact, IsNew(fact));
        if (fact.Kind == FactKind.WouldSend || fact.Answer == AttemptState.Accepted)
            _persons.GetValueOrDefault(fact.Person)?.Find(fact.Episode)?.IsReached = true;
    }

    private void AddTo(EnrolmentTally enrolment, Fact fact)
    {
        switch (fact.Kind)
        {
            case FactKind.Voided or FactKind.Merged:     // the latter in old facts only: a merge takes nobody out any more
                enrolment.IsVoid = true;
                break;
            case FactKind.OptedOut:
                enrolment.IsOptedOut = true;
                break;
            case FactKind.SurveyAnswered:
                if (fact.Sequel > enrolment.AnswerSequel)
                    (enrolment.AnswerSequel, enrolment.Answer) = (fact.Sequel.Value, Known(fact.Detail!));
                break;
            case FactKind.Sunset:
                enrolment.IsSunset = true;
                break;
            case FactKind.LostPush:
                enrolment.IsLostPush = true;
                break;
            case FactKind.Outcome:
                enrolment.Close(fact);
                break;
            default:
                throw new InvalidOperationException($"A new kind of fact, {fact.Kind}, must be counted here.");
        }
    }

    private void Stray(Fact fact)
    {
        _counts.Strays++;
        if (fact.Kind == FactKind.Outcome)
            _strays.Add(fact);
    }

    private void Enrol(Fact fact)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_persons, fact.Person, out _);
        if (held?.Find(fact.Episode) is not null)
            return;
        var enrolment = new EnrolmentTally(fact with { Variant = Known(fact.Variant), Locale = Known(fact.Locale), Segment = Known(fact.Segment) });
        // By episode: sums of squares are the same only in the same order.
        if (held is null || fact.Episode < held.Episode)
        {
            enrolment.Other = held;
            held = enrolment;
            return;
        }

        var before = held;
        while (before.Other is { } next && next.Episode < fact.Episode)
            before = next;
        (enrolment.Other, before.Other) = (before.Other, enrolment);
    }

    // A fact read twice counts once. Facts with a state of their own need no such memory: saying it again changes nothing.
    private bool IsNew(Fact fact) => _seen.Add(fact.Key);

    // One text for all who share it, in place of one each.
    private string? Known(string? text)
    {
        if (text is null)
            return null;
        if (!_texts.TryGetValue(text, out var known))
            _texts.Add(known = text);
        return known;
    }
}
