using System.Globalization;
using WinBack.Core.Events;

namespace WinBack.Local.Import;

/// <summary>Which column of a file holds which field of an event, as <c>user=customer_id,at=2,attributes.plan=Plan</c> says it.</summary>
internal sealed class ColumnMap
{
    private const string Attribute = "attributes.";

    private static readonly string[] Known = ["user", "at", "value", "type", "id", "currency", .. ProfileForm.TextFields];

    private readonly List<(string Field, string Column)> _columns = [];

    private ColumnMap(string text) => Text = text;

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>Whether every column is given by position, so that the file may lack a header.</summary>
    public bool IsByPosition => _columns.TrueForAll(each => Position(each.Column) is not null);

    /// <exception cref="InvalidDataException">A field is not known, named twice, or missing.</exception>
    public static ColumnMap Parse(string text)
    {
        var map = new ColumnMap(text);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } field, { Length: > 0 } column])
                throw new InvalidDataException($"'{part}' in the map is not of the form FIELD=COLUMN.");
            map.Add(field, column);
        }

        if (Array.Find(["user", "at"], field => map._columns.TrueForAll(each => each.Field != field)) is { } missing)
            throw new InvalidDataException($"The map must say which column holds {missing}, for example user=customer_id,at=date,value=amount.");
        return map;
    }

    /// <summary>Finds the columns of a file by its first line.</summary>
    /// <param name="header">Cells of the first line; names are compared without case. Not looked at when everything is given by position.</param>
    /// <returns>By field, the column's index from 0.</returns>
    /// <exception cref="InvalidDataException">A name is not there, or there twice.</exception>
    public IReadOnlyList<(string Field, int Column)> Bind(IReadOnlyList<string> header) =>
        [.. _columns.Select(each => (each.Field, Position(each.Column) is { } position ? position - 1 : Find(header, each.Column)))];

    private void Add(string field, string column)
    {
        if (field.StartsWith(Attribute, StringComparison.Ordinal))
        {
            if (ProfileForm.AttributeName(field[Attribute.Length..]) is { } misnamed)
                throw new InvalidDataException($"'{field}' in the map: {misnamed.Allowed}");
        }
        else if (!Known.Contains(field))
        {
            throw new InvalidDataException($"'{field}' in the map is no field; there are {string.Join(", ", Known)} and {Attribute}NAME.");
        }

        if (_columns.Exists(each => each.Field == field))
            throw new InvalidDataException($"The map names {field} twice.");
        _columns.Add((field, column));
    }

    private static int? Position(string column) =>
        int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position is >= 1 and <= 10_000 ? position : null;

    private static int Find(IReadOnlyList<string> header, string name)
    {
        var found = Enumerable.Range(0, header.Count).Where(index => header[index].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new InvalidDataException($"The file has no column '{name}'; its first line has: {string.Join(", ", header)}."),
            _ => throw new InvalidDataException($"The file has {found.Count} columns '{name}'; say which by position, from 1."),
        };
    }
}
