using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// The first change of an erasure: the user row is emptied, and what the experiment counts is written down, so that its counts stay as they are.
/// An open enrolment keeps its place in its arm: its outcome is what was known at erasure, counted on the day its window ends as every other is,
/// in both arms alike. What the person does afterwards is not known any more, so it counts for neither.
/// </summary>
public static class UserErasing
{
    /// <summary>Begins the erasure; leaves the effects that remove the rest. A second time it changes nothing.</summary>
    /// <param name="change">The person as read; one of whom there is no row is left without one.</param>
    /// <param name="ids">Every id that stands for the person. The effects remove what is stored under each, this one last.</param>
    /// <param name="prices">Of messages; null for none.</param>
    /// <param name="money">The currency; null for what is unless said.</param>
    /// <returns>Whether it began by this.</returns>
    public static bool Begin(PersonChange change, IReadOnlyList<string> ids, OutcomeOptions? prices = null, MoneyOptions? money = null)
    {
        if (change.IsNew || change.IsErased)
            return false;
        foreach (var open in change.User.Open)
            Close(change, open, prices ?? new(), money ?? new());
        var user = change.User;
        change.User = new()
        {
            Id = user.Id,
            PersonKey = user.PersonKey,
            MergedInto = user.MergedInto,
            JudgedBy = user.JudgedBy,
            Erasing = new(change.Now, user.NextCheck) { Items = [.. user.Interests.Select(each => each.Item)] },
        };

        // What was decided about them before goes with their rows.
        change.Ledger.Clear();
        change.Effects.AddRange(ids.Where(id => id != user.Id).Append(user.Id).Select(id => new Effect.EraseUser(id)));
        return true;
    }

    private static void Close(PersonChange change, OpenEnrolment open, OutcomeOptions prices, MoneyOptions money)
    {
        AttemptProtocol.Leave(change, open);
        change.Append(OutcomeFact.Of(change.User, open with { Status = open.Status == EnrolmentStatus.Running ? EnrolmentStatus.Cancelled : open.Status }, prices, money.Currency));
    }
}
