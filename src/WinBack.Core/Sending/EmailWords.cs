namespace WinBack.Core.Sending;

/// <summary>The words of an e-mail that no campaign writes.</summary>
/// <param name="Language">Tag of the language they are in.</param>
/// <param name="Button">On a button whose campaign gives no words.</param>
/// <param name="Unsubscribe">On the link that ends the e-mails.</param>
/// <param name="Why">Why the person gets this, and that they can take it back.</param>
internal sealed record EmailWords(string Language, string Button, string Unsubscribe, string Why)
{
    /// <summary>On the link to the preference centre.</summary>
    public string Preferences => Language switch
    {
        "de" => "Was und wie oft",
        "fr" => "Mes préférences",
        "es" => "Mis preferencias",
        "it" => "Le mie preferenze",
        "nl" => "Mijn voorkeuren",
        _ => "Preferences",
    };

    private static readonly EmailWords English = new("en", "Have a look", "Unsubscribe", "You get this because you agreed to e-mails from us. You can take that back at any time.");

    private static readonly Dictionary<string, EmailWords> ByLanguage = new EmailWords[]
    {
        English,
        new("de", "Jetzt ansehen", "Abmelden", "Diese E-Mail kommt, weil E-Mails von uns zugestimmt wurde. Das lässt sich jederzeit zurücknehmen."),
        new("fr", "Découvrir", "Se désabonner", "Vous recevez ce message parce que vous avez accepté nos e-mails. Vous pouvez changer d’avis à tout moment."),
        new("es", "Ver más", "Darse de baja", "Este mensaje llega porque se aceptó recibir nuestros correos. Se puede cambiar de opinión en cualquier momento."),
        new("it", "Scopri di più", "Annulla l’iscrizione", "Questo messaggio arriva perché hai accettato le nostre e-mail. Puoi cambiare idea in qualsiasi momento."),
        new("nl", "Bekijken", "Afmelden", "Deze e-mail komt omdat er toestemming is gegeven voor onze e-mails. Die kan altijd worden ingetrokken."),
    }.ToDictionary(words => words.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the language of a tag such as <c>de-AT</c>; in English for one that is not here.</summary>
    public static EmailWords For(string tag)
    {
        var end = tag.IndexOf('-', StringComparison.Ordinal);
        return ByLanguage.GetValueOrDefault(end < 0 ? tag : tag[..end]) ?? English;
    }
}

/// <summary>The head of an e-mail.</summary>
/// <param name="Language">Tag of the text's language; what screen readers choose a voice by.</param>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">One line that a list of e-mails shows after the subject; null for none.</param>
internal sealed record EmailHead(string Language, string Subject, string? Preheader);

/// <summary>The button of an e-mail.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Language">Language of the words where it may differ from the e-mail's; null where it cannot.</param>
internal sealed record EmailButton(string Words, string Link, string? Language);

/// <summary>The foot of an e-mail.</summary>
/// <param name="Words">In the e-mail's language.</param>
/// <param name="UnsubscribeUrl">Where the e-mails are ended; null where no public address is configured.</param>
/// <param name="PostalAddress">Whose e-mail this is; null where it is not configured.</param>
/// <param name="PreferencesUrl">Where the reader says what else they want; null where no public address is configured.</param>
internal sealed record EmailFoot(EmailWords Words, string? UnsubscribeUrl, string? PostalAddress, string? PreferencesUrl = null);
