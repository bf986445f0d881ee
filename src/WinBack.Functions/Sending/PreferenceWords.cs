using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Functions.Sending;

/// <summary>What the preference centre says.</summary>
internal sealed record PreferenceWords(string Language, string Title, string Channels, string Often, string Pause, string NoPause, string Save, string Saved, string StopAll,
    string Quiet, string From, string To)
{
    private static readonly Dictionary<string, PreferenceWords> ByLanguage = new PreferenceWords[]
    {
        new("en", "Your preferences", "Where may we write to you?", "How often?", "Would you like a break?", "No break", "Save",
            "Saved. If something is on its way already, it may still arrive today.", "Stop everything",
            "When should we not disturb you?", "From", "until"),
        new("de", "Was Sie bekommen möchten", "Wo dürfen wir Ihnen schreiben?", "Wie oft?", "Möchten Sie eine Pause?", "Keine Pause", "Speichern",
            "Gespeichert. Was schon unterwegs ist, kann heute noch ankommen.", "Alles beenden",
            "Wann möchten Sie nicht gestört werden?", "Von", "bis"),
        new("fr", "Vos préférences", "Où pouvons-nous vous écrire ?", "À quelle fréquence ?", "Souhaitez-vous une pause ?", "Pas de pause", "Enregistrer",
            "Enregistré. Ce qui est déjà parti peut encore arriver aujourd’hui.", "Tout arrêter",
            "Quand ne faut-il pas vous déranger ?", "De", "à"),
        new("es", "Sus preferencias", "¿Dónde podemos escribirle?", "¿Con qué frecuencia?", "¿Quiere una pausa?", "Sin pausa", "Guardar",
            "Guardado. Lo que ya esté en camino puede llegar hoy todavía.", "Parar todo",
            "¿Cuándo prefiere que no le molestemos?", "De", "a"),
    }.ToDictionary(words => words.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the same language as the other pages behind links.</summary>
    public static PreferenceWords For(string? acceptLanguage) => ByLanguage[LinkWords.For(acceptLanguage).Language];

    public string Channel(Channel channel) => (channel, Language) switch
    {
        (Core.Users.Channel.Email, "fr") => "Par e-mail",
        (Core.Users.Channel.Email, "es") => "Por correo electrónico",
        (Core.Users.Channel.Email, "de") => "E-Mail",
        (Core.Users.Channel.Email, _) => "E-mail",
        (Core.Users.Channel.Sms, "de") => "SMS",
        (Core.Users.Channel.Sms, "fr") => "Par SMS",
        (Core.Users.Channel.Sms, "es") => "Por SMS",
        (Core.Users.Channel.Sms, _) => "Text message",
        (Core.Users.Channel.Webhook, "de") => "Andere Wege (Anruf, Brief, Anzeigen)",
        (Core.Users.Channel.Webhook, "fr") => "Autres voies (appel, courrier, publicité)",
        (Core.Users.Channel.Webhook, "es") => "Otras vías (llamada, carta, anuncios)",
        (Core.Users.Channel.Webhook, _) => "Other ways (call, letter, advertising)",
        (Core.Users.Channel.Push, "de") => "Mitteilung der App",
        (Core.Users.Channel.Push, "fr") => "Notification de l’application",
        (Core.Users.Channel.Push, "es") => "Notificación de la aplicación",
        (Core.Users.Channel.Push, _) => "App notification",
        _ => AttemptKey.Name(channel),
    };

    public string Frequency(PreferredFrequency frequency) => (frequency, Language) switch
    {
        (PreferredFrequency.Weekly, "de") => "Höchstens einmal in der Woche",
        (PreferredFrequency.Weekly, "fr") => "Une fois par semaine au plus",
        (PreferredFrequency.Weekly, "es") => "Una vez por semana como máximo",
        (PreferredFrequency.Weekly, _) => "Once a week at most",
        (PreferredFrequency.Monthly, "de") => "Höchstens einmal im Monat",
        (PreferredFrequency.Monthly, "fr") => "Une fois par mois au plus",
        (PreferredFrequency.Monthly, "es") => "Una vez al mes como máximo",
        (PreferredFrequency.Monthly, _) => "Once a month at most",
        (_, "de") => "Wann es etwas gibt",
        (_, "fr") => "Quand il y a quelque chose à dire",
        (_, "es") => "Cuando haya algo que contar",
        _ => "Whenever there is something to say",
    };

    public string Months(int months) => (Language, months) switch
    {
        ("de", 1) => "Einen Monat",
        ("de", _) => string.Create(CultureInfo.InvariantCulture, $"{months} Monate"),
        ("fr", _) => string.Create(CultureInfo.InvariantCulture, $"{months} mois"),
        ("es", 1) => "1 mes",
        ("es", _) => string.Create(CultureInfo.InvariantCulture, $"{months} meses"),
        (_, 1) => "1 month",
        _ => string.Create(CultureInfo.InvariantCulture, $"{months} months"),
    };

    // A date that reads alike in every language, and needs no culture's data.
    public string Until(DateTimeOffset instant) => (Language switch
    {
        "de" => "Pause bis ",
        "fr" => "Pause jusqu’au ",
        "es" => "Pausa hasta el ",
        _ => "On a break until ",
    }) + instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
