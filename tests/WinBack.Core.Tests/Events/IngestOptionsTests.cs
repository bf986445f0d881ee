using System.ComponentModel.DataAnnotations;
using WinBack.Core.Events;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class IngestOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreDirectAndValid()
    {
        Assert.Empty(Faults(new()));
        Assert.Equal(IngestMode.Direct, new IngestOptions().Mode);
    }

    [Theory]
    [InlineData("", "feedback", 60)]
    [InlineData("a b", "feedback", 60)]
    [InlineData("events", "EVENTS", 60)]   // queue names know no case
    [InlineData("events", "feedback", 9)]
    [InlineData("events", "feedback", 3601)]
    public void Validate_ABadValue_IsRefused(string events, string feedback, int seconds) =>
        Assert.Single(Faults(new() { EventsQueue = events, FeedbackQueue = feedback, MaxIngestLag = TimeSpan.FromSeconds(seconds) }));

    private static List<ValidationResult> Faults(IngestOptions options)
    {
        List<ValidationResult> faults = [];
        Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true);
        return faults;
    }
}
