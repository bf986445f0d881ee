using WinBack.Core.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

public sealed class AdmissionsTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly Campaign Limited = Given.Campaign() with { Entry = new(MaxPerDay: 3), PublishedAt = Noon };

    [Fact]
    public async Task Take_NoCeiling_AdmitsEverybody()
    {
        var admission = await new Admissions(new MemoryTables()).TakeAsync(Given.Set(Given.Campaign()), 1, Noon, default);

        Assert.All(Enumerable.Range(0, 10), i => Assert.Null(admission.Admit(Given.Campaign(), $"u{i}")));
    }

    [Fact]
    public async Task Admit_PlacesUsedUp_SaysTomorrow()
    {
        var admission = await new Admissions(new MemoryTables()).TakeAsync(Given.Set(Limited), 10, Noon, default);

        Assert.Equal([null, null, null, new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero)], Enumerable.Range(0, 4).Select(i => admission.Admit(Limited, $"u{i}")));
    }

    [Fact]
    public async Task Admit_SameUserAgain_TakesNoSecondPlace()
    {
        var admission = await new Admissions(new MemoryTables()).TakeAsync(Given.Set(Limited), 10, Noon, default);

        Assert.All(Enumerable.Range(0, 9), _ => Assert.Null(admission.Admit(Limited, "anna")));
        Assert.Null(admission.Admit(Limited, "bert"));
    }

    [Fact]
    public async Task Take_TwoScansAtOnce_NeverAdmitMoreThanTheCeilingTogether()
    {
        var admissions = new Admissions(new MemoryTables());
        var first = await admissions.TakeAsync(Given.Set(Limited), 2, Noon, default);
        var second = await admissions.TakeAsync(Given.Set(Limited), 2, Noon, default);

        Assert.Equal(3, Enumerable.Range(0, 5).Count(i => first.Admit(Limited, $"a{i}") is null) + Enumerable.Range(0, 5).Count(i => second.Admit(Limited, $"b{i}") is null));
    }

    [Fact]
    public async Task Return_UnusedPlaces_CanBeTakenAgain()
    {
        var admissions = new Admissions(new MemoryTables());
        var first = await admissions.TakeAsync(Given.Set(Limited), 3, Noon, default);
        first.Admit(Limited, "anna");
        await admissions.ReturnAsync(first, Noon, default);

        var second = await admissions.TakeAsync(Given.Set(Limited), 10, Noon, default);
        Assert.Equal(2, Enumerable.Range(0, 5).Count(i => second.Admit(Limited, $"b{i}") is null));
    }

    [Fact]
    public async Task Take_AnotherDay_BeginsAfresh()
    {
        var admissions = new Admissions(new MemoryTables());
        await admissions.TakeAsync(Given.Set(Limited), 3, Noon, default);

        Assert.Null((await admissions.TakeAsync(Given.Set(Limited), 3, Noon.AddDays(1), default)).Admit(Limited, "anna"));
    }

    [Fact]
    public async Task Take_CeilingLoweredBelowWhatIsUsed_AdmitsNobody()
    {
        var admissions = new Admissions(new MemoryTables());
        await admissions.TakeAsync(Given.Set(Limited), 3, Noon, default);
        var lower = Limited with { Entry = new(MaxPerDay: 1) };

        Assert.NotNull((await admissions.TakeAsync(Given.Set(lower), 3, Noon, default)).Admit(lower, "anna"));
    }
}
