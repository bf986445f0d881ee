namespace WinBack.Core.Users;

/// <summary>What a person answered to the question of a campaign while enrolled; a later answer takes the place of an earlier one.</summary>
/// <param name="Survey">Id of the survey.</param>
/// <param name="Answer">Id of the answer.</param>
/// <param name="At">When it was given.</param>
/// <param name="Times">How often an answer was given so far, from 1.</param>
public sealed record SurveyMark(string Survey, string Answer, DateTimeOffset At, int Times);
