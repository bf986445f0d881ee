namespace WinBack.Core.Sending;

/// <summary>Words of the deployment's own for answers to text messages, beside those of <see cref="SmsKeywords"/>; section <c>SmsReplies</c>.</summary>
public sealed class SmsReplyOptions
{
    /// <summary>Gets or sets more words that end the messages.</summary>
    public IList<string> StopWords { get; set; } = [];

    /// <summary>Gets or sets more words that take them up again.</summary>
    public IList<string> StartWords { get; set; } = [];

    /// <summary>Gets or sets more words that ask for help.</summary>
    public IList<string> HelpWords { get; set; } = [];
}
