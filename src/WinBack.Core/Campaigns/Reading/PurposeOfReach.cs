using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>Lets the conditions of a campaign that ask for reach ask for consent to the campaign's own purpose.</summary>
internal static class PurposeOfReach
{
    public static Condition? In(Condition? condition, string purpose) => condition is null || purpose == ConsentPurpose.Default ? condition : Of(condition, purpose);

    public static LapseRule? In(LapseRule? rule, string purpose) => rule is null || purpose == ConsentPurpose.Default
        ? rule
        : rule with { Parts = [.. rule.Parts.Select(part => part with { Segments = [.. part.Segments.Select(each => each with { When = Of(each.When, purpose) })] })] };

    public static IReadOnlyList<Touch> In(IReadOnlyList<Touch> touches, string purpose) => purpose == ConsentPurpose.Default
        ? touches
        : [.. touches.Select(touch => touch.If is { } only ? touch with { If = only with { About = [.. only.About.Select(each => Of(each, purpose))] } } : touch)];

    private static Condition Of(Condition condition, string purpose) => condition switch
    {
        Condition.All all => new Condition.All([.. all.Parts.Select(part => Of(part, purpose))]),
        Condition.Any any => new Condition.Any([.. any.Parts.Select(part => Of(part, purpose))]),
        Condition.Not not => new Condition.Not(Of(not.Part, purpose)),
        Condition.Field field => field with { Purpose = purpose },
        _ => throw new InvalidOperationException($"A new kind of condition, {condition.GetType().Name}, must be added here."),
    };
}
