using System.Globalization;
using System.Text.Json;
using WinBack.Core.Events;

namespace WinBack.Local.Import;

/// <summary>Makes events of the lines of one file, by the limits that hold for events by request. The first thing wrong refuses the line.</summary>
internal sealed class LineReader(EventFile file, IReadOnlyList<(string Field, int Column)> columns, EventRules rules)
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly int _user = Column(columns, "user");
    private readonly int _at = Column(columns, "at");
    private readonly int _value = Column(columns, "value");
    private readonly int _type = Column(columns, "type");
    private readonly int _id = Column(columns, "id");
    private readonly int _currency = Column(columns, "currency");
    private readonly (string Field, int Column)[] _profile = [.. columns.Where(each => IsProfile(each.Field))];

    /// <summary>Whether a first line looks like names of columns: neither its date nor its value can be read.</summary>
    public bool IsHeader(ColumnLine line) => line.Broken is null
        && Cell(line, _at) is { Length: > 0 } at && file.Dates.Read(at) is null
        && (_value < 0 || !TryNumber(Cell(line, _value), out var number) || number is null);

    public EventLine Read(ColumnLine line)
    {
        if (line.Broken is { } broken)
            return Refuse(line, null, broken, "");
        if (!line.IsUtf8)
            return new(line.Number, null, line.NotUtf8(), line.BytesBefore);
        var user = Cell(line, _user);
        if (EventForm.Id(user) is { } nobody)
            return Refuse(line, "user", nobody);
        if (file.Dates.Read(Cell(line, _at)) is not { } at)
            return Refuse(line, "at", "The cell is no date of the form expected.", file.Dates.Expected);
        if (EventForm.At(at, rules) is { } misdated)
            return Refuse(line, "at", misdated);
        var id = _id < 0 ? file.IdOf(line.Number) : Cell(line, _id);
        if (EventForm.Id(id) is { } unnamed)
            return Refuse(line, "id", unnamed);
        var type = _type < 0 ? file.Type : Cell(line, _type);
        if (type == IncomingEvent.ProfileType || EventForm.Type(type) is not null)
            return Refuse(line, "type", EventForm.Type(type) ?? new("The type profile stands for profile updates.", "Another type."));
        if (!TryNumber(Cell(line, _value), out var value) || (value is not null && EventForm.Value(value) is not null))
            return Refuse(line, "value", EventForm.Value(null)!);
        var currency = Cell(line, _currency) is { Length: > 0 } given ? given : value is null ? null : file.Currency;
        if (currency is not null && EventForm.Currency(currency) is { } unknown)
            return Refuse(line, "currency", unknown);
        if (!TryProfile(line, at, out var profile, out var fault))
            return new(line.Number, null, fault, line.BytesBefore);
        var read = new IncomingEvent { Id = id, UserId = user, Type = type, At = at, Value = value, Currency = currency, Profile = profile };
        return new(line.Number, read, null, line.BytesBefore);
    }

    private bool TryProfile(ColumnLine line, DateTimeOffset at, out ProfileUpdate? profile, out LineFault? fault)
    {
        (profile, fault) = (null, null);
        if (_profile.Length == 0)
            return true;
        Dictionary<string, GivenField<string?>> fields = [];
        Dictionary<string, GivenField<JsonElement>> attributes = [];
        foreach (var (field, column) in _profile)
        {
            if (Cell(line, column) is not { Length: > 0 } cell)
                continue;   // an empty cell says nothing; it does not clear what is known
            var attribute = field.StartsWith("attributes.", StringComparison.Ordinal) ? field["attributes.".Length..] : null;
            if ((attribute is null ? ProfileForm.Text(field, cell) : ProfileForm.AttributeText(cell)) is { } wrong)
            {
                fault = new(line.Number, field, wrong.Reason, wrong.Allowed);
                return false;
            }

            if (attribute is null)
                fields[field] = new(cell, at);
            else
                attributes[attribute] = new(AttributeValue(cell), at);
        }

        profile = fields.Count + attributes.Count == 0 ? null : new() { Fields = fields, Attributes = attributes };
        return true;
    }

    // A number is one only if it would be written back as it was: 007 and 1e5 stay text.
    private static JsonElement AttributeValue(string cell) => cell switch
    {
        "true" => JsonSerializer.SerializeToElement(true),
        "false" => JsonSerializer.SerializeToElement(false),
        _ when decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == cell => JsonSerializer.SerializeToElement(number),
        _ => JsonSerializer.SerializeToElement(cell),
    };

    private static bool TryNumber(string cell, out decimal? number)
    {
        number = null;
        if (cell.Length == 0)
            return true;
        if (!decimal.TryParse(cell, Number, CultureInfo.InvariantCulture, out var read))
            return false;
        number = read;
        return true;
    }

    private static string Cell(ColumnLine line, int column) => column >= 0 && column < line.Cells.Length ? line.Cells[column] : "";

    private static EventLine Refuse(ColumnLine line, string? field, FormFault fault) => Refuse(line, field, fault.Reason, fault.Allowed);

    private static EventLine Refuse(ColumnLine line, string? field, string reason, string allowed) =>
        new(line.Number, null, new(line.Number, field, reason, allowed), line.BytesBefore);

    private static bool IsProfile(string field) => field.StartsWith("attributes.", StringComparison.Ordinal) || ProfileForm.TextFields.Contains(field);

    private static int Column(IReadOnlyList<(string Field, int Column)> columns, string field)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Field == field)
                return columns[i].Column;
        }

        return -1;
    }
}
