using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Tests.Sequences;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>
/// Properties of quiet hours and touch hours, held against the clock on the wall minute by minute, over zones whose clocks do awkward things. The cases follow
/// from a seed.
/// </summary>
public sealed class SendHoursPropertyTests
{
    private const int Cases = 1_000;
    private const int MinutesAWeek = 7 * 24 * 60;

    // Weeks in which something happens to the clock or the calendar.
    private static readonly (string Zone, DateTimeOffset Start)[] Weeks =
    [
        ("Australia/Lord_Howe", At(2026, 4, 1)),         // back by half an hour
        ("Australia/Lord_Howe", At(2026, 9, 30)),        // forward by half an hour
        ("Asia/Kathmandu", At(2026, 5, 1)),              // a quarter beside the hour
        ("Africa/Casablanca", At(2026, 2, 12)),          // back for Ramadan
        ("Africa/Casablanca", At(2026, 3, 19)),          // and forward after it
        ("Pacific/Apia", At(2011, 12, 27)),              // the 30th never was
        ("Europe/Berlin", At(2026, 3, 26)),
        ("Europe/Berlin", At(2026, 10, 22)),
        ("America/St_Johns", At(2010, 3, 11)),           // at a minute past midnight
        ("America/St_Johns", At(2010, 11, 4)),
        ("America/Sao_Paulo", At(2018, 11, 1)),          // a midnight that never was
        ("America/Sao_Paulo", At(2018, 2, 15)),
        ("Asia/Beirut", At(2026, 3, 26)),
        ("Etc/UTC", At(2028, 2, 26)),                    // a leap day
        ("Pacific/Kiritimati", At(2028, 2, 27)),
    ];

    [Fact]
    public void QuietHours_AnyCase_AreNeverBrokenAndEndAtTheFirstMinuteThatIsNotQuiet() => ForEach((random, zone, at) =>
    {
        var (from, to) = Window(random);
        var hours = new QuietHours(from, to, TimeSpan.Zero);

        var release = QuietHoursRule.ReleaseAt(hours, at, zone, 0) ?? at;

        Assert.False(QuietHoursRule.IsQuiet(hours, release, zone));
        Assert.Equal(FirstMinute(at, zone, local => !Inside(local.TimeOfDay, from, to)), release);
    });

    [Fact]
    public void QuietHours_WithASpread_AreNeverBroken() => ForEach((random, zone, at) =>
    {
        var (from, to) = Window(random);
        var hours = new QuietHours(from, to, TimeSpan.FromMinutes(random.Next(0, 360)));

        Assert.False(QuietHoursRule.IsQuiet(hours, QuietHoursRule.ReleaseAt(hours, at, zone, random.NextDouble()) ?? at, zone));
    });

    [Fact]
    public void Window_AnyCase_IsKeptFromItsFirstMinuteOnAnAllowedDay() => ForEach((random, zone, at) =>
    {
        var (from, to) = Window(random);
        var days = Days(random);
        var hours = new TouchHours(days, Window: new(from, to));

        var planned = LocalHours.Plan(hours, at, zone);

        Assert.True(LocalHours.Allow(hours, planned, zone));
        Assert.Equal(FirstMinute(at, zone, local => Inside(local.TimeOfDay, from, to) && (days.Count == 0 || days.Contains(local.DayOfWeek))), planned);
    });

    [Fact]
    public void LocalTime_AnyCase_IsTheFirstInstantOfItsKindOnAnAllowedDay() => ForEach((random, zone, at) =>
    {
        var time = new TimeOnly(random.Next(24), random.Next(4) * 15);
        var days = Days(random);

        var planned = LocalHours.Plan(new(days, At: time), at, zone);

        var local = Instant.FromDateTimeOffset(planned).InZone(zone);
        Assert.True(planned >= at);
        Assert.True(days.Count == 0 || days.Contains(local.DayOfWeek));
        Assert.True(IsAt(local, time, zone), $"{local} is not {time}");
        for (var minute = at; minute < planned; minute = minute.AddMinutes(1))
        {
            var earlier = Instant.FromDateTimeOffset(minute).InZone(zone);
            Assert.False(IsAt(earlier, time, zone) && (days.Count == 0 || days.Contains(earlier.DayOfWeek)), $"{earlier} came before {local}");
        }
    });

    [Fact]
    public void AllTogether_AnyCase_AgreeOrNeverDo() => ForEach((random, zone, at) =>
    {
        var (quietFrom, quietTo) = Window(random);
        var (ownFrom, ownTo) = Window(random);
        var days = Days(random);
        var quiet = new QuietHours(quietFrom, quietTo, TimeSpan.Zero);
        var own = new TouchHours(days, Window: new(ownFrom, ownTo));
        var law = LocalHoursTests.Hours("08:00-21:00", "mon tue wed thu fri sat");

        var first = new SendHours(own, quiet, law, zone, Place: 0).First(at);

        var expected = FirstMinute(at, zone, local => !Inside(local.TimeOfDay, quietFrom, quietTo) && Inside(local.TimeOfDay, ownFrom, ownTo)
            && (days.Count == 0 || days.Contains(local.DayOfWeek)) && local.DayOfWeek != IsoDayOfWeek.Sunday && local.Hour is >= 8 and < 21, orNull: true);
        if (expected is not null)
            Assert.Equal(expected, first);
        else if (first is { } beyond)
            Assert.True(beyond >= at.AddMinutes(2 * MinutesAWeek));
    });

    [Fact]
    public void Plan_FourYears_NeverLeavesItsDaysAndHours()
    {
        var hours = LocalHoursTests.Hours("18:00", "mon wed");
        foreach (var (id, _) in Weeks)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            for (var at = At(2027, 1, 1).AddHours(5); at < At(2031, 1, 1); at = at.AddHours(31))
            {
                var local = Instant.FromDateTimeOffset(LocalHours.Plan(hours, at, zone)).InZone(zone);
                Assert.True(local.TimeOfDay == new LocalTime(18, 0) && local.DayOfWeek is IsoDayOfWeek.Monday or IsoDayOfWeek.Wednesday, local.ToString());
            }
        }
    }

    private static void ForEach(Action<Random, DateTimeZone, DateTimeOffset> check)
    {
        var random = new Random(20261127);
        for (var i = 0; i < Cases; i++)
        {
            var (id, start) = Weeks[i % Weeks.Length];
            var at = start.AddMinutes(random.Next(MinutesAWeek));
            try
            {
                check(random, DateTimeZoneProviders.Tzdb[id], at);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Case {i}: {id}, {at:O}", failure);
            }
        }
    }

    private static DateTimeOffset FirstMinute(DateTimeOffset at, DateTimeZone zone, Func<ZonedDateTime, bool> allowed) => FirstMinute(at, zone, allowed, orNull: false)!.Value;

    private static DateTimeOffset? FirstMinute(DateTimeOffset at, DateTimeZone zone, Func<ZonedDateTime, bool> allowed, bool orNull)
    {
        for (var minute = 0; minute < 2 * MinutesAWeek; minute++)
        {
            if (allowed(Instant.FromDateTimeOffset(at.AddMinutes(minute)).InZone(zone)))
                return at.AddMinutes(minute);
        }

        return orNull ? null : throw new InvalidOperationException("No minute of two weeks is allowed.");
    }

    // What "at" means, said once more: its first pass, or the end of the gap that swallowed it, if that lies on the same day.
    private static bool IsAt(ZonedDateTime local, TimeOnly time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local.Date + LocalTime.FromTicksSinceMidnight(time.Ticks));
        return local.ToInstant() == (mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant());
    }

    private static bool Inside(LocalTime time, TimeOnly from, TimeOnly to)
    {
        var minute = (time.Hour * 60) + time.Minute;
        var (first, end) = ((from.Hour * 60) + from.Minute, (to.Hour * 60) + to.Minute);
        return first <= end ? minute >= first && minute < end : minute >= first || minute < end;
    }

    private static (TimeOnly From, TimeOnly To) Window(Random random)
    {
        var from = random.Next(96);
        var to = (from + 4 + random.Next(88)) % 96;      // an hour to 23
        return (new(from / 4, from % 4 * 15), new(to / 4, to % 4 * 15));
    }

    private static HashSet<IsoDayOfWeek> Days(Random random) =>
        [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) == 0).Select(day => (IsoDayOfWeek)day)];

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
