using Microsoft.Extensions.Options;
using WinBack.Core.Sending;

namespace WinBack.Functions.Sending;

/// <summary>Refuses a start with targets that no request can be made to.</summary>
internal sealed class WebhookCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        string[] faults = [.. options.Faults()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
