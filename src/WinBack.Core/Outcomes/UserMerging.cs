using System.Text.Json;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Makes one user of two that turned out to be the same person. The known one survives. First one change of the other: it points to the known one,
/// the running sequences of its open enrolments end <see cref="EnrolmentStatus.Merged"/>, and a pending effect copies what it held; every step may be repeated.
/// The enrolments stay open in its row until their windows close, in the arm that was drawn: see <see cref="MergedOutcome"/>.
/// </summary>
public static class UserMerging
{
    /// <summary>Points a user to the one they turned out to be. A user that points somewhere already is left as it is: the first merge stands.</summary>
    /// <param name="change">The user that gives way; may be new, so that what comes later finds its way.</param>
    /// <param name="into">The user that survives.</param>
    /// <param name="at">When the source says the two turned out to be one; never later than now.</param>
    /// <returns>Whether something is to be copied.</returns>
    public static bool Begin(PersonChange change, string into, DateTimeOffset at)
    {
        var user = change.User;
        if (user.MergedInto is not null || user.Id == into)
            return false;
        foreach (var open in user.Open)
            EndSequence(change, open, EnrolmentStatus.Merged);
        FollowOn(change);
        Interests.Set(change, []);
        change.User = change.User with { MergedInto = into, MergedAt = at < change.Now ? at : change.Now, Armed = [], NextCheck = null };
        if (!change.IsNew)
            change.Effects.Add(new Effect.CopyUser(user.Id, into));
        return !change.IsNew;
    }

    // Purchases that follow a window that is closed already are the survivor's from here on: they are counted when they have been followed to the end.
    private static void FollowOn(PersonChange change)
    {
        foreach (var closed in change.User.Closed)
        {
            if (closed is { Outcome: { EnrolledAt: { } enrolledAt } fact } && closed.IsKept(change.Now) && enrolledAt + FollowUp.Length is var end && end > change.EarliestFiling)
                change.Filings.Add(new(DueKind.Close, end, change.User.Id, fact.Campaign, fact.Episode, LastSeen: null));
        }
    }

    /// <summary>
    /// Ends a running sequence, and leaves its window open: two users turned out to be one, which says nothing about the arm. One that has ended stays what it is; what is left
    /// of a merged user's, a welcome after the return, is skipped when it is due, since their consents stand with the survivor from here on.
    /// </summary>
    internal static void EndSequence(PersonChange change, OpenEnrolment open, EnrolmentStatus status)
    {
        if (open.Status != EnrolmentStatus.Running)
            return;
        AttemptProtocol.Leave(change, open);
        var left = change.User.OpenIn(open.Campaign, open.Episode)!;
        var ended = left with { Status = status, Attempt = null, Awaited = null };
        change.User = change.User.With(left, _ => ended);
        change.Enrolments.Add(ended.ToRecord());
        change.Effects.Add(new Effect.WakeSequence(open.InstanceId(change.User.PersonKey), Signal.Cancelled));
    }

    /// <summary>Makes a merged user one of their own again: of two that were merged into each other, one survives.</summary>
    public static bool Free(PersonChange change)
    {
        if (change.User.MergedInto is null)
            return false;
        change.User = change.User with { MergedInto = null, MergedAt = null };
        change.FileCheck(change.Now);
        return true;
    }

    /// <summary>What a merged user held, as events of the one that survives. The same user gives the same events.</summary>
    /// <param name="from">The merged user.</param>
    /// <param name="history">Their stored events.</param>
    /// <param name="into">Id of the user that survives.</param>
    public static IEnumerable<IncomingEvent> Copies(User from, IEnumerable<StoredEvent> history, string into)
    {
        var profile = from.Profile;
        yield return new()
        {
            Id = "merged." + from.PersonKey,
            UserId = into,
            Type = IncomingEvent.ProfileType,
            At = history.Select(each => (DateTimeOffset?)each.At).Max() ?? DateTimeOffset.UnixEpoch,
            Profile = new()
            {
                Fields = Fields(profile),
                Attributes = profile.Attributes.ToDictionary(pair => pair.Key, pair => new GivenField<JsonElement>(Json(pair.Value.Value), pair.Value.At), StringComparer.Ordinal),
                Installations = [.. profile.Installations.Select(each => new GivenInstallation(each.Id, each.Platform, each.Token, each.At))],
                Consents = ConsentCopies.Unnamed(profile),
                PurposeConsents = ConsentCopies.Named(profile),
            },
        };
        foreach (var each in history)
        {
            var copy = StoredEventCopy.Of(each, into) with { IsCopy = true };
            yield return ItemEvent.Is(each.Type) ? copy with { Properties = null } : copy;   // told already: kept by its id, so that it is not told again
        }
    }

    private static Dictionary<string, GivenField<string?>> Fields(Profile profile) => new (string Name, Stamped<string>? Field)[]
    {
        ("name", profile.Name), ("email", profile.Email), ("phone", profile.Phone),
        ("timeZone", profile.TimeZone), ("locale", profile.Locale), ("country", profile.Country),
        ("preferredChannel", profile.PreferredChannel),
    }.Where(each => each.Field is not null).ToDictionary(each => each.Name, each => new GivenField<string?>(each.Field!.Value, each.Field.At), StringComparer.Ordinal);

    private static JsonElement Json(FieldValue? value) => value switch
    {
        { Text: { } text } => JsonSerializer.SerializeToElement(text),
        { Number: { } number } => JsonSerializer.SerializeToElement(number),
        { Flag: { } flag } => JsonSerializer.SerializeToElement(flag),
        _ => JsonSerializer.SerializeToElement<object?>(null),
    };
}
