namespace WinBack.Core.Users;

/// <summary>The variant a person was drawn into in one campaign. It stays theirs, through later lapses and later weights, as long as the campaign has it.</summary>
/// <param name="Id">The variant.</param>
/// <param name="Probability">Probability with which this very variant was drawn, 0 to 1; that of the draw, whatever the weights are now.</param>
public sealed record DrawnVariant(string Id, double Probability);
