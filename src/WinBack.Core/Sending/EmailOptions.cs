using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Sending;

/// <summary>Settings of the e-mails of every campaign, whichever provider takes them.</summary>
public sealed class EmailOptions
{
    /// <summary>Gets or sets the address that e-mails come from.</summary>
    /// <value>No default; needed once e-mails leave the house. Its domain must be verified with the provider.</value>
    [EmailAddress]
    public string? From { get; set; }

    /// <summary>Gets or sets the name shown beside <see cref="From"/>.</summary>
    /// <value>Default none. At most 100 characters.</value>
    [MaxLength(100)]
    public string? FromName { get; set; }

    /// <summary>Gets or sets where answers go.</summary>
    /// <value>Default none: to <see cref="From"/>.</value>
    [EmailAddress]
    public string? ReplyTo { get; set; }

    /// <summary>Gets or sets the sender's postal address, shown at the foot of every e-mail as the law of many countries wants it.</summary>
    /// <value>No default; needed once e-mails leave the house. At most 300 characters; line breaks are kept.</value>
    [MaxLength(300)]
    public string? PostalAddress { get; set; }
}
