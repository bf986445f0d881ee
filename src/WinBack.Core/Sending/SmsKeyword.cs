using System.Text;

namespace WinBack.Core.Sending;

/// <summary>What a text message asks for, by its one word.</summary>
public enum SmsKeyword
{
    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Messages again.</summary>
    Start,

    /// <summary>Who are you, and how do I stop this.</summary>
    Help,
}

/// <summary>
/// The words that answer a text message, in English, Spanish, French and German. The whole message must be the word: "please stop by" asks for
/// nothing. Case, accents, punctuation and blanks do not count.
/// </summary>
public sealed class SmsKeywords
{
    private static readonly string[] Stop =
    [
        "stop", "stopall", "stop all", "stop stop", "stop sms", "stop texts", "stop messages", "stop it", "please stop", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "opt-out", "remove", "remove me", "no more",
        "baja", "alto", "parar", "cancelar", "cancela", "no mas", "salir", "detener", "eliminar", "desuscribir", "darse de baja", "cancelar suscripcion", "baja sms",
        "arret", "arreter", "arretez", "desabonner", "desabonnement", "desinscription", "annuler", "fin",
        "stopp", "stopp sms", "abmelden", "abbestellen", "ende", "halt", "aufhoren", "aufhoeren", "austragen", "kundigen", "kuendigen", "loschen", "loeschen",
    ];

    private static readonly string[] Start =
    [
        "start", "unstop", "subscribe", "resume", "optin", "opt in", "opt-in",
        "alta", "iniciar", "comenzar", "empezar", "suscribir", "reanudar",
        "reprendre", "commencer", "abonner", "inscription",
        "anmelden", "starten", "fortsetzen", "abonnieren", "weiter",
    ];

    private static readonly string[] Help =
    [
        "help", "info",
        "ayuda", "informacion",
        "aide", "informations",
        "hilfe", "informationen",
    ];

    private readonly Dictionary<string, SmsKeyword> _words = new(StringComparer.Ordinal);

    /// <param name="options">Words of the deployment's own, added to those here; where two ask for different things, stop wins over start, and start over help.</param>
    public SmsKeywords(SmsReplyOptions options)
    {
        Add(Help.Concat(options.HelpWords), SmsKeyword.Help);
        Add(Start.Concat(options.StartWords), SmsKeyword.Start);
        Add(Stop.Concat(options.StopWords), SmsKeyword.Stop);
    }

    /// <summary>What a message asks for; null for any other message.</summary>
    public SmsKeyword? Find(string message) => message.Length <= 160 && _words.TryGetValue(Normal(message), out var found) ? found : null;

    private void Add(IEnumerable<string> words, SmsKeyword keyword)
    {
        foreach (var word in words.Select(Normal).Where(word => word.Length > 0))
            _words[word] = keyword;
    }

    // Letters and digits only, without accents. Blanks go too: "s t o p" and "stop all" are meant as they sound.
    private static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())     // an accent that is a character of its own is no letter
        {
            if (Rune.IsLetterOrDigit(rune))
                normal.Append(Plain(Rune.ToLowerInvariant(rune)));
        }

        return normal.ToString();
    }

    // The accented letters of the four languages, and those a Japanese or Chinese keyboard makes of Latin ones. The runtime's own normalisation
    // is not to be had without culture data, which the app runs without.
    private static string Plain(Rune lower) => lower.Value switch
    {
        >= 'à' and <= 'å' => "a",
        'ç' => "c",
        >= 'è' and <= 'ë' => "e",
        >= 'ì' and <= 'ï' => "i",
        'ñ' => "n",
        (>= 'ò' and <= 'ö') or 'ø' => "o",
        >= 'ù' and <= 'ü' => "u",
        'ý' or 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        >= 0xFF10 and <= 0xFF5A => ((char)(lower.Value - 0xFEE0)).ToString(),
        _ => lower.ToString(),
    };
}
