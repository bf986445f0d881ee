namespace WinBack.Functions.Sending;

/// <summary>What the page of a survey says beside what its campaign says.</summary>
internal sealed record SurveyWords(string Language, string Answer, string Send, string Over)
{
    private static readonly SurveyWords English = new("en", "Your answer", "Send", "This question is closed: your answer was not recorded.");

    private static readonly Dictionary<string, SurveyWords> ByLanguage = new SurveyWords[]
    {
        English,
        new("de", "Ihre Antwort", "Senden", "Diese Frage ist abgeschlossen: Ihre Antwort wurde nicht festgehalten."),
        new("fr", "Votre réponse", "Envoyer", "Cette question est close : votre réponse n’a pas été enregistrée."),
        new("es", "Su respuesta", "Enviar", "Esta pregunta está cerrada: su respuesta no se ha registrado."),
    }.ToDictionary(words => words.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>In a campaign's language; English where that is not here.</summary>
    public static SurveyWords For(string tag) => ByLanguage.GetValueOrDefault(tag.Split('-')[0], English);
}
