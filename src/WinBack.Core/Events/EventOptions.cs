using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Events;

/// <summary>Settings of the stage Events.</summary>
public sealed class EventOptions : IValidatableObject
{
    /// <summary>Gets or sets the sources that may post events, each known by its key.</summary>
    /// <value>No default: without a source, the start is refused.</value>
    [Required, MinLength(1)]
    public IList<EventSource> Sources { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var source in Sources)
        {
            if (source.Name.Length == 0 || source.Keys.Any(key => key.Length < 16))
                yield return new($"Source '{source.Name}' needs a name and keys of at least 16 characters.", [nameof(Sources)]);
        }

        if (Sources.SelectMany(source => source.Keys).GroupBy(key => key, StringComparer.Ordinal).Any(same => same.Count() > 1))
            yield return new("The same key stands twice among the sources.", [nameof(Sources)]);
    }
}

/// <summary>Somebody who posts events.</summary>
public sealed class EventSource
{
    /// <summary>Gets or sets the name by which people tell it from the others.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the key it presents in the header <c>x-winback-key</c>. A secret, unless <see cref="Trust"/> is low.</summary>
    public string Key { get; set; } = "";

    /// <summary>Gets or sets a second key that is taken as well, so that a key can be changed without a moment in which neither holds.</summary>
    /// <value>Default none.</value>
    public string? SecondKey { get; set; }

    /// <summary>The keys that are set.</summary>
    public IEnumerable<string> Keys => string.IsNullOrEmpty(SecondKey) ? [Key] : [Key, SecondKey];

    /// <summary>Gets or sets how far it is believed.</summary>
    /// <value>Default <see cref="SourceTrust.Low"/>.</value>
    public SourceTrust Trust { get; set; }
}
