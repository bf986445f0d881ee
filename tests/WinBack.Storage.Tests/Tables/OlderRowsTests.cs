using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Storage.Tests.Tables;

/// <summary>
/// A row written before a member was thought of lacks it. Generated readers set what is missing to null, whatever the member's own default; code that
/// trusts the type would then fail on the oldest rows, which is where nobody looks.
/// </summary>
public sealed class OlderRowsTests
{
    /// <summary>Members as old as their row, which every stored row has. A member added later does not belong here: its getter answers for null.</summary>
    private static readonly HashSet<string> AsOldAsTheirRow =
    [
        "User.Profile", "User.Activity", "User.Contacts", "User.Open", "User.Episodes", "ActivitySummary.ByType", "Profile.Attributes", "Profile.Installations",
        "Profile.Consents", "OpenEnrolment.Tried", "Attempt.Findings", "LedgerEntry.Findings", "PaceSchedule.LastHour", "SetRow.Campaigns",
        "BaseRhythm.Shards", "BaseRhythm.Counts", "ArmedTrigger.Properties", "OfferDealRow.Counts", "OfferDealRow.Amounts",
    ];

    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Rows() => new(Names());

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_with_nothing_but_what_is_required_has_no_null_where_none_is_allowed(string type)
    {
        var info = Contexts().SelectMany(Reached).First(info => info.Type.FullName == type);
        var json = Least(info).ToJsonString();

        var row = JsonSerializer.Deserialize(json, info)!;

        var nulls = row.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.CanWrite && !member.PropertyType.IsValueType)
            .Where(member => Nullability.Create(member).ReadState == NullabilityState.NotNull && member.GetValue(row) is null)
            .Select(member => $"{row.GetType().Name}.{member.Name}")
            .Where(member => !AsOldAsTheirRow.Contains(member));
        Assert.Empty(nulls);
    }

    [Fact]
    public void The_rows_of_people_are_among_them() =>
        Assert.Superset(new HashSet<string> { "User", "OpenEnrolment", "Enrolment", "LedgerEntry" }, Names().Select(name => name.Split('.')[^1]).ToHashSet(StringComparer.Ordinal));

    private static IEnumerable<string> Names() =>
        Contexts().SelectMany(Reached).Select(info => info.Type.FullName!).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<JsonSerializerContext> Contexts() =>
        from type in typeof(UserRows).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(JsonSerializerContext))
        select (JsonSerializerContext)type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>Every type of a context that is written as an object; of a family, its members.</summary>
    private static List<JsonTypeInfo> Reached(JsonSerializerContext context)
    {
        var roots = context.GetType().GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(JsonSerializableAttribute))
            .Select(data => (Type)data.ConstructorArguments[0].Value!);
        var open = new Queue<Type>(roots);
        var seen = new HashSet<Type>();
        var reached = new List<JsonTypeInfo>();
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type) || context.GetTypeInfo(type) is not { } info)
                continue;
            foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
                open.Enqueue(derived.DerivedType);
            if (info.ElementType is { } element)
                open.Enqueue(element);
            foreach (var member in info.Properties)
                open.Enqueue(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType);
            if (info.Kind == JsonTypeInfoKind.Object && !type.IsAbstract)
                reached.Add(info);
        }
        return reached;
    }

    private static JsonObject Least(JsonTypeInfo info)
    {
        var row = new JsonObject();
        foreach (var member in info.Properties)
        {
            var demanded = member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };
            if (demanded)
                row[member.Name] = LeastValue(member.PropertyType, info.Options);
        }
        return row;
    }

    private static JsonNode? LeastValue(Type type, JsonSerializerOptions options)
    {
        if (Nullable.GetUnderlyingType(type) is not null)
            return null;
        if (type == typeof(string) || type == typeof(byte[]))
            return "";
        if (type.IsEnum)
            return Enum.GetNames(type)[0];
        var info = options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Dictionary => new JsonObject(),
            JsonTypeInfoKind.Enumerable => new JsonArray(),
            JsonTypeInfoKind.Object when info.PolymorphismOptions is { } family => LeastOf(family, options),
            JsonTypeInfoKind.Object => Least(info),
            _ => JsonSerializer.SerializeToNode(type.IsValueType ? Activator.CreateInstance(type) : null, info),
        };
    }

    private static JsonObject LeastOf(JsonPolymorphismOptions family, JsonSerializerOptions options)
    {
        var first = family.DerivedTypes[0];
        var row = Least(options.GetTypeInfo(first.DerivedType));
        row.Insert(0, family.TypeDiscriminatorPropertyName, (string)first.TypeDiscriminator!);
        return row;
    }
}
