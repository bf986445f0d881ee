namespace WinBack.Local.Tests.Hostile;

/// <summary>CloudEvents that break the rules of their specification, or keep them oddly.</summary>
internal static class CloudEventRequests
{
    private const string Route = "/api/events";
    private const string Structured = "application/cloudevents+json";

    private static readonly string[] Values = ["null", "true", "0", "1.5", "99999999999999", "\"\"", "\"x\"", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"", "\"2026-13-45\"", "\"9999-12-31T23:59:59+14:00\"", "\"0001-01-01T00:00:00+14:00\""];

    private static readonly string[] Attributes =
        ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data", "data_base64", "UPPER", "with-dash", "ext", ""];

    private static readonly string[] HeaderValues =
        ["", "x", "1.0", "0.3", "%", "%zz", "%ff%fe", "%ED%A0%80", "%00", "http://[bad", ":", "2026-99-99T00:00:00Z", "9999-12-31T23:59:59Z", "\"quoted\"", "\"", new string('a', 2_000), "%F0%9F%98%80", "\t", "application/json"];

    /// <summary>One event in the body, with attributes and data of wrong types.</summary>
    public static Attack One(Dice dice, int n, string key) => Raw.Post(Route, EventBodies.Bytes(Event(dice, n)), Structured + dice.Pick("", "; charset=utf-8", "; charset=x-unknown", "; charset=\"", ";;;"), key);

    public static Attack Several(Dice dice, int n, string key) => Raw.Post(
        Route, EventBodies.Bytes(dice.Pick(
            $"[{string.Join(',', Enumerable.Range(0, 1 + dice.Below(6)).Select(_ => dice.Happens(0.2) ? dice.Pick<string>(Values) : Event(dice, n)))}]",
            Event(dice, n), "[", "null", $"[{string.Join(',', Enumerable.Repeat("{}", 1_001))}]")),
        "application/cloudevents-batch+json", key);

    /// <summary>The attributes in headers.</summary>
    public static Attack Binary(Dice dice, int n, string key)
    {
        List<string> headers = [key, "ce-specversion: 1.0", $"ce-id: attack-{n}", "ce-source: /shop", "ce-type: visit", $"ce-subject: {EventBodies.User(n)}"];
        for (var changes = 1 + dice.Below(3); changes > 0; changes--)
        {
            var at = 1 + dice.Below(headers.Count - 1);
            var header = $"ce-{dice.Pick("specversion", "id", "source", "type", "subject", "time", "dataschema", "datacontenttype", "ext", "data", "UPPER", "a_b", "", "Comma")}: {dice.Pick<string>(HeaderValues)}";
            if (dice.Happens(0.5))
                headers[at] = header;
            else
                headers.Insert(at, header);
        }

        var body = dice.Pick("", "{}", "[]", "null", "{\"userId\":\"\\udc00\"}", "{\"value\":1}", "{", "text", "\0", Data(dice, n));
        return Raw.Post(Route, EventBodies.Bytes(body), dice.Pick(Raw.Json, "text/plain", "application/xml", "not a type", "application/json; charset=utf-16", "application/octet-stream"), [.. headers]);
    }

    private static string Event(Dice dice, int n)
    {
        var text = $"{{\"specversion\":\"1.0\",\"id\":\"attack-{n}\",\"source\":\"/shop\",\"type\":\"visit\",\"subject\":\"{EventBodies.User(n)}\",\"data\":{Data(dice, n)}";
        for (var more = dice.Below(3); more > 0; more--)
            text += $",\"{dice.Pick<string>(Attributes)}\":{dice.Pick<string>(Values)}";
        return text + "}";
    }

    private static string Data(Dice dice, int n) => dice.Pick(
        "{}", "null", "[1]", "\"text\"", "{\"userId\":\"\\ud800\"}", "{\"\\ud800\":1}", "{\"a\":\"\\udfff\"}", "{\"profile\":{\"name\":\"\\ud800\"}}", $"{{\"userId\":\"{EventBodies.User(n)}\",\"a\":1}}",
        "{\"userId\":5}", "{\"value\":\"1\"}", "{\"properties\":[]}", "{\"profile\":1}", "{\"mergeFrom\":{}}", $"{{\"a\":{new string('[', 12)}{new string(']', 12)}}}", "{\"a\":1,\"a\":2}", "{\"value\":1e999}");
}
