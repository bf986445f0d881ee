using System.Globalization;

namespace WinBack.Functions.Sending;

/// <summary>What the pages behind a message's links say.</summary>
internal sealed record LinkWords(
    string Language, string AskTitle, string Ask, string Button, string DoneTitle, string Done, string NotOursTitle, string NotOurs)
{
    private static readonly LinkWords English = new(
        "en", "No more messages?", "One click, and we will not write to this address again.", "Yes, stop",
        "You are unsubscribed", "We will not write to this address again. If something is on its way already, it may still arrive today.",
        "This link does not work", "It may be incomplete or too old. To stop our messages, use the link in the newest one, or answer STOP to a text message.");

    private static readonly Dictionary<string, LinkWords> ByLanguage = new LinkWords[]
    {
        English,
        new("de", "Keine Nachrichten mehr?", "Ein Klick, und an diese Adresse geht nichts mehr.", "Ja, beenden",
            "Abgemeldet", "An diese Adresse geht nichts mehr. Was schon unterwegs ist, kann heute noch ankommen.",
            "Dieser Link führt nirgendwohin", "Vielleicht ist er unvollständig oder zu alt. Zum Abmelden hilft der Link in der neuesten Nachricht; auf eine SMS genügt die Antwort STOPP."),
        new("fr", "Ne plus recevoir de messages ?", "Un clic, et nous n’écrirons plus à cette adresse.", "Oui, arrêter",
            "Vous êtes désabonné", "Nous n’écrirons plus à cette adresse. Ce qui est déjà parti peut encore arriver aujourd’hui.",
            "Ce lien ne fonctionne pas", "Il est peut-être incomplet ou trop ancien. Pour arrêter nos messages, utilisez le lien du plus récent, ou répondez STOP à un SMS."),
        new("es", "¿No más mensajes?", "Un clic y no volveremos a escribir a esta dirección.", "Sí, parar",
            "Baja hecha", "No volveremos a escribir a esta dirección. Lo que ya esté en camino puede llegar hoy todavía.",
            "Este enlace no funciona", "Puede estar incompleto o ser demasiado antiguo. Para dejar de recibir mensajes, use el enlace del más reciente o responda BAJA a un SMS."),
    }.ToDictionary(words => words.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the first language of an <c>Accept-Language</c> header that is here; English for none.</summary>
    public static LinkWords For(string? acceptLanguage)
    {
        foreach (var asked in (acceptLanguage ?? "").Split(',', 20, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).OrderByDescending(Weight))
        {
            if (ByLanguage.TryGetValue(asked.Split('-', ';')[0].Trim(), out var words))
                return words;
        }

        return English;
    }

    // "de;q=0.8": a language without a weight weighs 1.
    private static double Weight(string asked) => asked.IndexOf("q=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at
        ? double.TryParse(asked.AsSpan(at + 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0
        : 1;
}
