using System.Globalization;

namespace WinBack.CrashHost;

/// <summary>What happens to four customers, so that every kind of change of a person takes place; emil is held out.</summary>
internal static class Script
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    public const string Campaign = """
        id: replenish
        name: Replenish
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: { share: 0.3, salt: replenish-3 }
        entry: { maxPerDay: 100 }
        caps: [ { max: 4, per: P30D } ]
        quietHours: { from: "21:00", to: "08:00" }
        coolDown: P1D
        attributionWindow: P3D
        touches:
          - id: first
            delay: PT0S
            channels: [push, email]
            push: { title: "Hello", body: "Hello" }
            email: { subject: "Hello", body: "Hello" }
          - id: second
            delay: P4D
            channels: [email]
            email: { subject: "Hello again", body: "Hello again" }
        """;

    /// <summary>The steps, in order. Each is done again until it was acknowledged once.</summary>
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new Step.Post([Purchase("anna", "a1", 0), Purchase("ben", "b1", 0), Purchase("carl", "c1", 0), Purchase("emil", "e1", 0)]),
        new Step.Advance(Day(31)),                                              // all lapse, the first touches go out
        new Step.Post([Purchase("anna", "a2", 31)]),                            // returns
        new Step.Post([Stop("ben", "b2", 31)]),                                 // says stop
        new Step.Post([Late("carl", "c2", 20)]),                                // had not lapsed: void
        new Step.Advance(Day(36)),                                              // the second touches
        new Step.Post([Refund("anna", "a3", 32)]),
        new Step.Advance(Day(40)),                                              // windows close
        new Step.Advance(Day(52)),                                              // carl lapses for the first time
        new Step.Advance(Day(72)),                                              // anna for the second
        new Step.Advance(Day(74)),                                              // the scan finishes what the last crash left
    ];

    private static DateTimeOffset Day(double days) => Start.AddDays(days);

    private static string Purchase(string user, string id, double day) => Event(
        user, id, day, $$$$"""
        "type":"purchase","value":20,"profile":{"email":"{{{{user}}}}@example.com","push":[{"id":"phone","platform":"fcm","token":"token-{{{{user}}}}"}],
        "consent":{"email":{"given":true,"source":"form"},"push":{"given":true,"source":"app"}}}
        """);

    private static string Late(string user, string id, double day) => Event(user, id, day, """ "type":"purchase","value":5 """);

    private static string Refund(string user, string id, double day) => Event(user, id, day, """ "type":"purchase","value":-20 """);

    private static string Stop(string user, string id, double day) => Event(
        user, id, day, """ "profile":{"consent":{"email":{"given":false,"source":"page"},"push":{"given":false,"source":"page"}}} """);

    private static string Event(string user, string id, double day, string rest) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"id\":\"{id}\",\"userId\":\"{user}\",\"at\":\"{Day(day):O}\",{rest}}}");
}

/// <summary>One step of the script.</summary>
internal abstract record Step
{
    /// <summary>Post events; done when the host answered 202 and refused none.</summary>
    public sealed record Post(IReadOnlyList<string> Events) : Step;

    /// <summary>Let time pass until an instant; everything due runs on the way.</summary>
    public sealed record Advance(DateTimeOffset To) : Step;
}
