using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>What a reply code of a mail server says about a message (RFC 5321, and the enhanced codes of RFC 3463).</summary>
internal static partial class SmtpAnswer
{
    /// <summary>How long to leave a server alone that says "later". Greylisting lets a sender in after five minutes.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    /// <summary>The answer of a refusal.</summary>
    /// <param name="refusal">What the server said, and to which command.</param>
    /// <param name="now">Instant of the answer.</param>
    public static SendResult Of(SmtpCommandException refusal, DateTimeOffset now)
    {
        var code = (int)refusal.StatusCode;
        var said = code.ToString(CultureInfo.InvariantCulture);
        return code switch
        {
            >= 400 and < 500 => new SendResult.RefusedForNow($"the mail server says later ({said})", now + Later),
            >= 500 when refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted =>
                new SendResult.RefusedForNow($"the mail server does not take our address ({said}): check Email:From", now + HttpAnswer.Repair),
            >= 500 when refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && IsDeadMailbox(code, refusal.Message) =>
                new SendResult.RefusedForGood($"the mail server knows no such mailbox ({said})", Suppress: true),
            >= 500 => new SendResult.RefusedForGood($"the mail server refuses the message ({said})", Suppress: false),
            _ => new SendResult.Unknown($"the mail server answered {said}"),
        };
    }

    // A server that gives an enhanced code says exactly what it means: 5.1.x is the address (7 and 8 the sender's), 5.2.1 a mailbox
    // that was closed, 5.7.x a policy. Without one, 550, 551 and 553 to a recipient are about the mailbox, unless the words speak of what the
    // server holds against us.
    private static bool IsDeadMailbox(int code, string said) => EnhancedCode().Match(said) is { Success: true, Groups: [_, { Value: var enhanced }] }
        ? (enhanced.StartsWith("5.1.", StringComparison.Ordinal) && enhanced is not ("5.1.7" or "5.1.8")) || enhanced == "5.2.1"
        : code is 550 or 551 or 553 && !AgainstUs().IsMatch(said);

    // Only at the start: further on, it may be part of an IP address. Some servers put a # before it.
    [GeneratedRegex(@"\A\s*#?([245]\.[0-9]{1,3}\.[0-9]{1,3})(?!\.?[0-9])")]
    private static partial Regex EnhancedCode();

    [GeneratedRegex("block|policy|spam|listed|reputation", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AgainstUs();
}
