using System.ComponentModel.DataAnnotations;

namespace WinBack.Azure.Tables;

/// <summary>Where the tables are: settings of the section <c>Storage</c>.</summary>
public sealed class AzureTablesOptions : IValidatableObject
{
    /// <summary>Longest <see cref="TablePrefix"/>; Azure allows 63 characters for the whole name.</summary>
    public const int MaxPrefixLength = 32;

    /// <summary>Gets or sets a connection string with an account key.</summary>
    /// <value><c>UseDevelopmentStorage=true</c> is the emulator on this machine. On Azure leave it out and set <see cref="TableServiceUri"/>.</value>
    public string? Connection { get; set; }

    /// <summary>Gets or sets the account's table endpoint, to which the app's managed identity has access.</summary>
    /// <value><c>https://ACCOUNT.table.core.windows.net</c>. The identity is the one named by <c>AZURE_CLIENT_ID</c>, or the system's.</value>
    public Uri? TableServiceUri { get; set; }

    /// <summary>Gets or sets what every table name begins with, for several deployments in one account.</summary>
    /// <value>Default none. Letters and digits, starting with a letter, at most <see cref="MaxPrefixLength"/>.</value>
    [RegularExpression("[A-Za-z][A-Za-z0-9]*", ErrorMessage = "Storage:TablePrefix holds letters and digits and starts with a letter.")]
    [MaxLength(MaxPrefixLength, ErrorMessage = "Storage:TablePrefix holds at most 32 characters.")]
    public string? TablePrefix { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasConnection = !string.IsNullOrWhiteSpace(Connection);
        if (hasConnection == (TableServiceUri is not null))
        {
            yield return new(
                (hasConnection ? "Storage:Connection and Storage:TableServiceUri are both set" : "Neither Storage:Connection nor Storage:TableServiceUri is set")
                + ": set Storage:TableServiceUri on Azure (managed identity), or Storage:Connection (UseDevelopmentStorage=true on this machine).",
                [nameof(Connection), nameof(TableServiceUri)]);
        }

        if (TableServiceUri is { } uri && (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps))
            yield return new("Storage:TableServiceUri is https://ACCOUNT.table.core.windows.net; a token is sent there, so nothing but https will do.", [nameof(TableServiceUri)]);
    }
}
