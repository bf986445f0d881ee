using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Lapse;

/// <summary>Settings of the stage Lapse.</summary>
public sealed class LapseOptions : IValidatableObject
{
    /// <summary>Gets or sets how often the scan runs: a six-field cron expression, in UTC.</summary>
    /// <value>Default every five minutes.</value>
    [Required]
    public string ScanSchedule { get; set; } = "0 */5 * * * *";

    /// <summary>Gets or sets the zone of persons with neither a known zone nor a country of one zone.</summary>
    /// <value>Default UTC. An IANA id.</value>
    [Required]
    public string DefaultZone { get; set; } = "UTC";

    /// <summary>Gets or sets how many users one scan may look at per shard for a back-fill, beside what is due.</summary>
    /// <value>Default 2,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int BackfillPerScan { get; set; } = 2000;

    /// <summary>Gets or sets after how many episodes in a row that a person left unanswered no campaign contacts them any more, where a campaign does not say.</summary>
    /// <value>Default 0, which is never; to 20.</value>
    [Range(0, 20)]
    public int SunsetAfter { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(DefaultZone) is null)
            yield return new($"DefaultZone {DefaultZone} is no IANA time zone; for example Europe/Berlin.", [nameof(DefaultZone)]);
    }
}
