namespace WinBack.Core.Sending;

/// <summary>The words of an e-mail that no campaign writes.</summary>
/// <param name="Language">Tag of the language they are in.</param>
/// <param name="Button">On a button whose campaign gives no words.</param>
/// <param name="Why">Why the person gets this, and that they can take it back.</param>
internal sealed record EmailWords(string Language, string Button, string Why)
{
    private static readonly EmailWords English = new("en", "Have a look", "You get this because you agreed to e-mails from us. You can take that back at any time.");

    private static readonly Dictionary<string, EmailWords> ByLanguage = new EmailWords[]
    {
        English,
        new("de", "Jetzt ansehen", "Diese E-Mail kommt, weil E-Mails von uns zugestimmt wurde. Das lässt sich jederzeit zurücknehmen."),
        new("fr", "Découvrir", "Vous recevez ce message parce que vous avez accepté nos e-mails. Vous pouvez changer d’avis à tout moment."),
        new("es", "Ver más", "Este mensaje llega porque se aceptó recibir nuestros correos. Se puede cambiar de opinión en cualquier momento."),
        new("it", "Scopri di più", "Questo messaggio arriva perché hai accettato le nostre e-mail. Puoi cambiare idea in qualsiasi momento."),
        new("nl", "Bekijken", "Deze e-mail komt omdat er toestemming is gegeven voor onze e-mails. Die kan altijd worden ingetrokken."),
    }.ToDictionary(words => words.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the language of a tag such as <c>de-AT</c>; in English for one that is not here.</summary>
    public static EmailWords For(string tag)
    {
        var end = tag.IndexOf('-', StringComparison.Ordinal);
        return ByLanguage.GetValueOrDefault(end < 0 ? tag : tag[..end]) ?? English;
    }
}

/// <summary>The button of an e-mail.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Language">Language of the words where it may differ from the e-mail's; null where it cannot.</param>
internal sealed record EmailButton(string Words, string Link, string? Language);
