using Microsoft.Extensions.Options;
using WinBack.Core.Reporting.Guards;

namespace WinBack.Functions.Reporting;

/// <summary>Refuses a start with an address that no word of a pause can go to.</summary>
internal sealed class GuardCheck : IValidateOptions<GuardOptions>
{
    public ValidateOptionsResult Validate(string? name, GuardOptions options)
    {
        string[] faults = [.. options.Faults()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
