namespace WinBack.Core.Campaigns.Reading;

/// <summary>Which offer a touch makes: its own, the campaign's where it speaks of one, or none.</summary>
internal static class TouchOfferSection
{
    /// <summary>Notes what one template says of an offer; what it may say is known once its touch is.</summary>
    public static void Note(YamlField field, string text)
    {
        foreach (var word in OfferWords.Of(text))
        {
            if (word.Variable == OfferWords.Whole && !word.Text.Contains("if", StringComparison.Ordinal) && !word.Text.Contains("#unless", StringComparison.Ordinal))
                field.Refuse(word.Text, $"{{{{{string.Join("}}, {{", OfferWords.Known)}}}}}; offer alone only in {{{{#if offer}}}}");
            field.Findings.OfOffer.Add((field, word));
        }
    }

    /// <summary>The touch with its offer.</summary>
    /// <param name="section">The touch's keys.</param>
    /// <param name="touch">As read so far, variants and all.</param>
    /// <param name="findings">Of the file; holds what the templates of this touch say, and of no other.</param>
    public static Touch Read(Section section, Touch touch, Findings findings)
    {
        var own = section.Find("offer");
        var isNone = own?.Value is YamlValue.Scalar { Text: OfferSection.None };
        var offer = isNone ? null : own is null ? findings.Offer : own.Then(OfferSection.Read);
        var said = findings.OfOffer.ToList();
        findings.OfOffer.Clear();
        if (offer is null)
        {
            // One that could not be read has been reported; to miss it as well would be no news.
            foreach (var (field, word) in own is null ? said.Where(_ => !findings.HasOffer) : isNone ? said : [])
                Refuse(field, word, "the touch has no offer", "offer: of the campaign or the touch, or another variable");
            return touch;
        }

        if (own is not null && said.Count == 0)
            own.Refuse("an offer that no text speaks of", "{{offer.code}} in a text, or no offer");
        foreach (var (field, word) in said.Where(each => each.Word.IsBare && !offer.IsCertain))
            Refuse(field, word, "where there may be no offer", "within {{#if offer}} … {{/if}}: codes and budget run out, and an offer may be dropped");
        if (said.Count == 0)
            return touch;
        CheckSame(section, own, offer, findings);
        return touch with { Offer = offer, WithoutOffer = TouchOffers.Silent(touch) };
    }

    /// <summary>Reports what the texts just read say of an offer, where there is none.</summary>
    public static void None(Findings findings, string allowed)
    {
        foreach (var (field, word) in findings.OfOffer)
            Refuse(field, word, "where nothing is offered", allowed);
        findings.OfOffer.Clear();
    }

    /// <summary>Reports an offer of the campaign that no touch makes.</summary>
    public static void Check(Section file, IReadOnlyList<Touch>? touches, Findings findings)
    {
        if (findings.Offer is { } offer && touches is not null && findings.Count == 0 && touches.All(touch => touch.Offer?.Id != offer.Id))
            file.Find("offer")!.Refuse("an offer that no text speaks of", "{{offer.code}} in a touch, or no offer");
    }

    private static void CheckSame(Section section, YamlField? own, Offer offer, Findings findings)
    {
        if (findings.Offers.TryGetValue(offer.Id, out var held) && !ReferenceEquals(held, offer))
            (own ?? section.Find("id"))?.Refuse($"the offer {YamlValue.Quoted(offer.Id)} a second time", "an id of its own, or one offer under the campaign's own offer key");
        else
            findings.Offers[offer.Id] = offer;
        if (findings.Offers.Count > Most)
            own?.Refuse($"{findings.Offers.Count} offers", $"at most {Most} in one campaign");
    }

    private const int Most = 3;

    private static void Refuse(YamlField field, OfferWord word, string found, string allowed)
    {
        var text = ((YamlValue.Scalar)field.Value).Text.Trim();
        field.Findings.AddAt(TextPosition.IndexOf(field, text, word.At, word.Length), field.Path, $"{word.Text}, {found}", allowed);
    }
}
