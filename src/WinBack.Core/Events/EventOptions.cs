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
            if (source.Name.Length == 0 || source.Key.Length < 16)
                yield return new($"Source '{source.Name}' needs a name and a key of at least 16 characters.", [nameof(Sources)]);
        }

        if (Sources.Select(source => source.Key).Distinct(StringComparer.Ordinal).Count() < Sources.Count)
            yield return new("Two sources have the same key.", [nameof(Sources)]);
    }
}

/// <summary>Somebody who posts events.</summary>
public sealed class EventSource
{
    /// <summary>Gets or sets the name by which people tell it from the others.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the key it presents in the header <c>x-winback-key</c>. A secret, unless <see cref="Trust"/> is low.</summary>
    public string Key { get; set; } = "";

    /// <summary>Gets or sets how far it is believed.</summary>
    /// <value>Default <see cref="SourceTrust.Low"/>.</value>
    public SourceTrust Trust { get; set; }
}
