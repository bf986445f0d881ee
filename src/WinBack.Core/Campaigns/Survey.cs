namespace WinBack.Core.Campaigns;

/// <summary>One question that a campaign's messages ask.</summary>
/// <param name="Id">1 to 30 characters <c>[a-z0-9-]</c>.</param>
/// <param name="Question">What is asked; 1 to 200 characters on one line.</param>
/// <param name="Answers">What may be answered, in the order it is shown; 2 to <see cref="MostAnswers"/>.</param>
/// <param name="Thanks">What is said to who answered.</param>
/// <param name="Comment">What the field for words of one's own is called; null for no such field.</param>
public sealed record Survey(string Id, string Question, IReadOnlyList<SurveyAnswer> Answers, string Thanks, string? Comment = null)
{
    /// <summary>Type of the event that an answer becomes. It is no return unless <c>exit</c> names it.</summary>
    public const string EventType = "survey_answered";

    /// <summary>Most answers to choose from: a digit each, so that a text message of one character answers.</summary>
    public const int MostAnswers = 9;

    /// <summary>Longest comment that is kept, in characters.</summary>
    public const int LongestComment = 500;

    /// <summary>The same question in other languages than the campaign's, by language tag, each whole, with the same answers in the same order.</summary>
    public IReadOnlyDictionary<string, Survey> Locales { get; init; } = OneLanguage;

    private static readonly Dictionary<string, Survey> OneLanguage = [];

    /// <summary>The survey as a reader is asked it, and the language it is in.</summary>
    /// <param name="locale">The reader's, or the language of the message; null when it is not known.</param>
    /// <param name="language">The campaign's.</param>
    public (Survey Survey, string Language) For(string? locale, string language) => LocaleChain.Choose(this, Locales, locale, language);

    /// <summary>The attribute that holds the id of a person's answer, such as <c>survey.replenish.why</c>.</summary>
    public string Attribute(string campaign) => $"survey.{campaign}.{Id}";
}

/// <summary>One answer to choose.</summary>
/// <param name="Id">1 to 30 characters <c>[a-z0-9-]</c>; what attributes and reports hold.</param>
/// <param name="Text">What the person reads; 1 to 60 characters.</param>
/// <param name="Reply">The word that chooses it in a text message, beside its number; null for the number alone.</param>
public sealed record SurveyAnswer(string Id, string Text, string? Reply = null);
