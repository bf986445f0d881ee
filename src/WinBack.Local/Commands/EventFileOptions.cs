using System.CommandLine;
using NodaTime;
using WinBack.Core.Events;
using WinBack.Local.Import;

namespace WinBack.Local.Commands;

/// <summary>The arguments that say how a file of events is read; import and replay have the same.</summary>
internal sealed class EventFileOptions
{
    private readonly Argument<string> _file = new("FILE") { Description = "CSV, or columns separated by blanks; UTF-8." };
    private readonly Option<string> _map = new("--map")
    {
        Description = "Which column holds what, by header name or by position from 1: user=…,at=… and, if there, value, type, id, currency, name, email, phone, timeZone, locale, country, attributes.NAME.",
        HelpName = "FIELD=COLUMN,…",
        Required = true,
    };

    private readonly Option<string> _type = new("--type") { Description = "Type of every event, unless a column holds it.", DefaultValueFactory = _ => "purchase" };
    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "One character, or comma, semicolon, tab, or space for any run of blanks; found out by itself when left out (never space)." };
    private readonly Option<string?> _dateFormat = new("--date-format") { Description = "A .NET format such as dd.MM.yyyy, or unix or unix-ms; ISO 8601 and yyyyMMdd need none." };
    private readonly Option<string> _zone = new("--zone") { Description = "IANA zone of dates without an offset.", DefaultValueFactory = _ => "UTC" };
    private readonly Option<string?> _currency = new("--currency") { Description = "Currency of every value by ISO 4217, unless a column holds it.", HelpName = "XXX" };

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in new System.CommandLine.Option[] { _map, _type, _delimiter, _dateFormat, _zone, _currency })
            command.Add(option);
    }

    /// <exception cref="CommandException">One of them does not say how to read a file.</exception>
    public EventFile Read(ParseResult call)
    {
        var path = call.GetValue(_file)!;
        if (!File.Exists(path))
            throw new CommandException($"There is no file {path}.");
        var type = call.GetValue(_type)!;
        if (type == IncomingEvent.ProfileType || EventForm.Type(type) is not null)
            throw new CommandException($"'{type}' is no event type: {EventForm.Type(type)?.Allowed ?? "profile stands for profile updates."}");
        if (call.GetValue(_currency) is { } currency && EventForm.Currency(currency) is { } unknown)
            throw new CommandException($"'{currency}' is no currency code. {unknown.Allowed}");
        return new()
        {
            Path = path,
            Map = ColumnMap.Parse(call.GetValue(_map)!),
            Delimiter = Delimiter.Parse(call.GetValue(_delimiter)),
            Dates = new(call.GetValue(_dateFormat), Zone(call)),
            Type = type,
            Currency = call.GetValue(_currency),
        };
    }

    /// <summary>A date or instant of the command line, in the file's zone.</summary>
    public DateTimeOffset ReadDate(ParseResult call, Option<string> option) => new DateReader(null, Zone(call)).Read(call.GetValue(option)!)
        ?? throw new CommandException($"{option.Name}: '{call.GetValue(option)}' is no date; 2026-11-24 is.");

    private DateTimeZone Zone(ParseResult call) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(call.GetValue(_zone)!)
        ?? throw new CommandException($"'{call.GetValue(_zone)}' is no IANA time zone; Europe/Berlin is.");
}
