using System.Text;

namespace WinBack.Local.Tests.Hostile;

/// <summary>All kinds of requests, 10,000 in all. What a status means is in the reason; 0 is a connection closed without an answer.</summary>
internal sealed class Families(AHostileHost host)
{
    private const string Events = "/api/events";

    private const string Catalogue = "/api/catalogue";

    private string Full => "x-winback-key: " + host.FullKey;

    private static string Low => "x-winback-key: " + AHostileHost.LowKey;

    public IReadOnlyList<Family> All() => [.. OfEvents(), .. OfOtherForms(), .. OfCallers(), .. OfHttp(), .. OfSize()];

    private Family[] OfEvents() =>
    [
        new("truncated JSON", "cut off anywhere", 300, [400], (dice, n) => Raw.Post(Events, EventBodies.Truncated(dice, n), Raw.Json, Key(dice))),
        new("deep nesting", "to exhaust a stack", 200, [400], (dice, n) => Raw.Post(Events, EventBodies.Nested(dice, n), Key(dice))),
        new("huge numbers", "no amount of money", 150, [202], (dice, n) => Raw.Post(Events, EventBodies.HugeNumber(dice, n), Full)),
        new("huge numbers kept", "numbers that may be properties", 150, [202], (dice, n) => Raw.Post(Events, EventBodies.HugeNumberKept(dice, n), Full)) { MayApply = true },
        new("half characters", "one half of a surrogate pair", 300, [202], (dice, n) => Raw.Post(Events, EventBodies.HalfCharacter(dice, n), Full)),
        new("names cut in two", "a long name ends within a character", 50, [202], (dice, n) => Raw.Post(Events, EventBodies.CutName(dice, n), Full)),
        new("invalid UTF-8", "overlong, surrogates, cut off", 250, [400], (dice, n) => Raw.Post(Events, EventBodies.BadUtf8(dice, n), Raw.Json, Key(dice))),
        new("zero bytes", "control characters outside and inside text", 200, [400], (dice, n) => Raw.Post(Events, EventBodies.ZeroBytes(dice, n), Raw.Json, Key(dice))),
        new("strange ids", "paths, markup, control characters as ids", 300, [202], (dice, n) => Raw.Post(Events, EventBodies.StrangeId(dice, n), Key(dice))) { MayApply = true },
        new("duplicate keys", "one name twice", 200, [202], (dice, n) => Raw.Post(Events, EventBodies.DuplicateKeys(dice, n), Key(dice))) { MayApply = true },
        new("wrong types", "every field, every wrong type", 600, [202], (dice, n) => Raw.Post(Events, EventBodies.WrongType(dice, n), Full)),
        new("no event", "JSON that is no event, and what is no JSON", 250, [202, 400], (dice, _) => Raw.Post(Events, EventBodies.NoEvent(dice), Key(dice))),
        new("mutated events", "bytes changed, dropped, inserted", 400, [202, 400], (dice, n) => Raw.Post(Events, dice.Mutated(EventBodies.Bytes(EventBodies.Event(n, "\"value\":1.5,\"profile\":{\"name\":\"Ö\",\"attributes\":{\"a\":1}}"))), Raw.Json, Full)) { MayApply = true },
        new("mixed lines", "good lines among bad ones", 200, [202, 400], (dice, n) => Raw.Post(Events, EventBodies.MixedLines(dice, n), Key(dice))) { MayApply = true },
        new("people of others", "a public key speaks of people it does not know", 300, [202], (dice, n) => Raw.Post(Events, EventBodies.OfAnother(dice, n, AHostileHost.Victim(dice)), Low)),
    ];

    private Family[] OfOtherForms() =>
    [
        new("segment wrong types", "every field, every wrong type", 400, [200, 400], (dice, n) => Segment(dice, SegmentBodies.Message(dice, n), Basic(dice))) { MayApply = true },
        new("segment batches", "messages and what is none", 300, [200, 400], (dice, n) => Raw.Post("/api/segment/v1/batch", SegmentBodies.Batch(dice, n), Basic(dice))) { MayApply = true },
        new("segment clocks", "instants that cannot be subtracted", 100, [200], (dice, n) => Raw.Post("/api/segment/v1/track", SegmentBodies.ImpossibleClock(dice, n), Basic(dice))) { MayApply = true },
        new("segment broken", "no batch, or no JSON", 200, [200, 400], (dice, n) => Raw.Post("/api/segment/v1/batch", SegmentBodies.Broken(dice, n), Basic(dice))),
        new("segment people of others", "a public key merges people it does not know", 100, [200], (dice, n) => Raw.Post("/api/segment/v1/alias", SegmentBodies.OfAnother(n, AHostileHost.Victim(dice)), Basic(AHostileHost.LowKey))),
        new("segment other kinds", "no such address", 50, [404, 400], (dice, n) => Raw.Post("/api/segment/v1/" + dice.Pick("delete", "BATCH", "v1", "%62atch2", "x%00", "b%2fx", "regulations"), SegmentBodies.Message(dice, n), Basic(dice))),
        new("cloud event", "attributes and data of wrong types", 400, [202, 400], (dice, n) => CloudEventRequests.One(dice, n, Key(dice))) { MayApply = true },
        new("cloud events in a batch", "the same, several at once", 300, [202, 400, 413], (dice, n) => CloudEventRequests.Several(dice, n, Key(dice))) { MayApply = true },
        new("cloud event in headers", "attributes in headers, badly encoded", 400, [202, 400], (dice, n) => CloudEventRequests.Binary(dice, n, Key(dice))) { MayApply = true },
        new("types that lie", "a content type that is not the body's", 200, [202, 400], (dice, n) => Raw.Post(Events, EventBodies.Bytes(dice.Pick(EventBodies.Event(n), "<event/>", "a=1&b=2")),
            dice.Pick("text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png", "not a type", "application/json; charset=utf-16", "", ";", "application/cloudevents+json"), Key(dice))) { MayApply = true },
    ];

    private Family[] OfCallers() =>
    [
        new("forged clicks", "forged, cut off, foreign, of another purpose, bits flipped", 300, [404, 400], (dice, _) => Raw.Request(dice.Pick("GET", "HEAD"), "/l/" + host.Tokens.Forged(dice, isClick: true))),
        new("forged opt-outs", "the same, and they would act", 300, [404, 400], (dice, _) => Raw.Request(dice.Pick("GET", "POST", "HEAD"), "/u/" + host.Tokens.Forged(dice, isClick: false), "Content-Length: 0")),
        new("forged preferences", "the same, with a form to post", 200, [404, 400], (dice, _) => Raw.Request(dice.Pick("GET", "POST", "HEAD"), "/p/" + host.Tokens.Forged(dice, isClick: false), "Content-Length: 0")),
        new("forged answers", "the same, to a survey", 200, [404, 400], (dice, _) => Raw.Request(dice.Pick("GET", "POST", "HEAD"), "/s/" + host.Tokens.Forged(dice, isClick: false), "Content-Length: 0")),
        new("keys of nobody", "a missing, long or odd key", 200, [401, 400], (dice, n) => Raw.Post(dice.Pick(Events, Catalogue, "/api/segment/v1/track"), EventBodies.Event(n), dice.Pick(
            "X-None: 1", "x-winback-key: ", "x-winback-key: x", $"x-winback-key: {host.FullKey[..^1]}", $"x-winback-key: {host.FullKey} x", "x-winback-key: " + new string('k', 20_000), "x-winback-key: \u00ff\u00fe", $"X-WinBack-Key: a,{host.FullKey}"))),
        new("basic authentication", "garbage in place of a write key", 200, [401], (dice, n) => Raw.Post("/api/segment/v1/track", SegmentBodies.ImpossibleClock(dice, n), "Authorization: " + dice.Pick(
            "", "Basic", "Basic ", "Basic !!!", "Basic Og==", "Basic " + Base64(":"), "Basic " + Base64(":" + host.FullKey), "Basic " + new string('A', 10_000), "Bearer " + host.FullKey, "Basic " + Base64("\0"), "Basic " + Base64("\u00ff:"),
            "Basic a b c", "Digest username=\"x\"", ",,,", $"Basic {Base64(host.FullKey + " :")}", "Basic =" + Base64("x:")))),
        new("admin without a key", "what only the team may do", 300, [401], (dice, _) => Admin(dice)),
        new("methods not allowed", "every endpoint, every other method", 300, [404, 405], (dice, _) => Raw.Request(dice.Pick("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "XYZZY"), dice.Pick(Events, Catalogue, "/api/segment/v1/batch", "/u/x", "/l/x", "/api/health", "/outbox", "/dashboard", "/dashboard/assets/dashboard.js", "/api/admin/scan"), "Content-Length: 0")),
        new("other paths", "traversal, and what other software has; / leads to the dashboard", 250, [404, 400, 302], (dice, _) => Raw.Get(dice.Pick(
            "/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../secrets.json", "/.env", "/winback.db", "/api/events/..%5c..%5cx", "/admin", "/runtime/webhooks/durabletask/instances", "/admin/functions", "/api/health/%00", "/api//events",
            "/u/", "/l/", "/u", "/api/events/1", "/local.settings.json", "/%ff", "/api/admin", "//127.0.0.1/api/health/x", "/api/health;x=1", "/\\..\\", "/?" + new string('a', 3_000)))),
        new("health", "its parameters mean nothing", 50, [200], (dice, _) => Raw.Get("/api/health" + dice.Pick("", "?", "?a[]=1", "?%ff=%fe", "?code=x", "?a=" + new string('a', 2_000)))),
    ];

    private Family[] OfHttp() =>
    [
        new("oddities of HTTP", "versions, framing, smuggling; 505 names a version that is not spoken", 500, [0, 200, 202, 400, 401, 404, 405, 411, 413, 417, 501, 505], (dice, n) => HttpOddities.Any(dice, n, Key(dice))) { MayApply = true },
        new("cut off", "says more than it sends, then closes", 100, [0, 400], (dice, n) => HttpOddities.CutOff(dice, n, Key(dice), Ending.HalfCloses)),
        new("torn down", "resets the connection within a body", 100, [0], (dice, n) => HttpOddities.CutOff(dice, n, Key(dice), Ending.Resets)),
        new("slow", "sends nothing more and waits; answered with 408", 4, [408], (dice, n) => HttpOddities.CutOff(dice, n, Full, Ending.Waits)),
        new("long addresses", "up to 60,000 characters", 80, [200, 401, 404, 414, 400], (dice, _) => HttpOddities.LongTarget(dice)),
        new("long headers", "up to 70,000 characters", 80, [200, 431], (dice, _) => HttpOddities.LongHeader(dice)),
        new("many headers", "up to 1,000", 80, [200, 404, 431], (dice, _) => HttpOddities.ManyHeaders(dice)),
        new("odd headers", "what something on the way might believe", 250, [200, 404], (dice, _) => HttpOddities.OddHeader(dice, "x")),
    ];

    private Family[] OfSize() =>
    [
        new("too large", "one byte above the limit and more, as it says", 40, [413], (dice, n) => Raw.Post(dice.Pick(Events, Catalogue, "/api/segment/v1/batch"), EventBodies.TooLarge(dice, n), Raw.Json, Full, "Expect-Nothing: 1") with { KeepsConnection = false }),
        new("too large in chunks", "the same, without saying so", 40, [413], (dice, n) => Raw.PostChunked(dice.Pick(Events, Catalogue, "/api/segment/v1/batch"), EventBodies.TooLarge(dice, n), ends: true, Full)),
        new("chunks without end", "no last chunk ever comes", 30, [413], (dice, n) => Raw.PostChunked(Events, EventBodies.TooLarge(dice, n), ends: false, Full)),
        new("too many events", "1,001 and more", 30, [413], (dice, _) => Raw.Post(Events, EventBodies.TooMany(dice), Full)),
        new("too many messages", "1,001 in a Segment batch", 26, [413], (dice, _) => Raw.Post("/api/segment/v1/batch", SegmentBodies.TooMany, Basic(dice))),
        new("packed", "ten megabytes in ten kilobytes, for who unpacks them whole", 40, [400, 413], (dice, _) => Raw.Post(dice.Pick(Events, Catalogue, "/api/segment/v1/batch"), EventBodies.Bomb, Raw.Json, Full, "Content-Encoding: gzip")),
    ];

    private static Attack Admin(Dice dice) => dice.Happens(0.3)
        ? Raw.Get(dice.Pick("/outbox", "/dashboard", "/dashboard/users/anna", "/dashboard/scan", "/dashboard/campaigns/again", "/api/admin/users/anna/why") + dice.Pick("", "?day=2026-04-01", "?code=", "?code=x", "?code=a&code=b"), NoKey(dice))
        : Raw.Request("POST", dice.Pick(
            "/api/admin/scan", "/api/admin/audit", "/api/admin/campaigns?file=x.yaml", "/api/admin/campaigns/again/status/paused", "/api/admin/campaigns/test", "/api/admin/replay-dead-letters?queue=events", "/API/ADMIN/SCAN", "/api/admin/%73can"),
            "Content-Length: 0", NoKey(dice));

    private static Attack Segment(Dice dice, string body, string key) => Raw.Post("/api/segment/v1/" + SegmentBodies.Kind(dice), body, key);

    private string Key(Dice dice) => dice.Happens(0.5) ? Full : Low;

    private string Basic(Dice dice) => Basic(dice.Happens(0.5) ? host.FullKey : AHostileHost.LowKey);

    private static string Basic(string key) => "Authorization: Basic " + Base64(key + ":");

    private static string NoKey(Dice dice) => dice.Pick("X-None: 1", "x-functions-key: ", "x-functions-key: x", "x-functions-key: " + new string('a', 5_000), "Authorization: Bearer x", "X-Forwarded-For: 127.0.0.1", "X-MS-CLIENT-PRINCIPAL: e30=", "Sec-Fetch-Site: none");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
