using System.Globalization;
using Azure.Communication.Sms;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>Text messages by Azure Communication Services, one recipient a call, with a delivery report that carries the attempt's reference.</summary>
internal sealed class AcsSmsChannel(SmsClient client, SmsSenders senders, string resource, TimeProvider clock, ILogger log) : IChannel
{
    private readonly ProviderCall _call = new("Azure Communication Services SMS", clock, log);

    /// <inheritdoc/>
    public Channel Channel => Channel.Sms;

    /// <inheritdoc/>
    public string Resource => resource;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var to = message.Addresses[0];
        if (PhoneNumber.Normalized(to) is null)
            return new SendResult.RefusedForGood("it is no phone number", Suppress: true);
        if (senders.For(to) is not { } sender)
            return new SendResult.RefusedForGood("there is no sender for the number's country: Sms:DefaultSender", Suppress: false);
        var options = new SmsSendOptions(enableDeliveryReport: true) { Tag = message.Reference.Text };
        return await _call.RunAsync(async stop => Answer(await client.SendAsync(sender, to, message.Content.Text, options, stop)), cancel);
    }

    // The request as a whole is taken even when its one recipient is not.
    private SendResult Answer(SmsSendResult result)
    {
        if (result.Successful)
            return new SendResult.Accepted(result.MessageId ?? "");
        var said = result.ErrorMessage ?? "";
        if (IsOptOut(said))
            return new SendResult.RefusedForGood($"the carrier has a stop of this person ({Status(result)})", Suppress: true);
        if (result.HttpStatusCode == 400 && DeadNumber.IsMeantBy(said))
            return new SendResult.RefusedForGood($"the provider knows no such number ({Status(result)})", Suppress: true);
        return HttpAnswer.Of(result.HttpStatusCode, retryAfter: null, clock.GetUtcNow());
    }

    private static bool IsOptOut(string said) =>
        Says(said, "opted out") || Says(said, "opted-out") || Says(said, "opt-out") || Says(said, "optout") || Says(said, "blocked for given recipient");

    private static bool Says(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Status(SmsSendResult result) => result.HttpStatusCode.ToString(CultureInfo.InvariantCulture);
}
