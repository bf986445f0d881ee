using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// What somebody who has a link of ours says they want: which channels, how often, a pause, and hours of quiet. It is said about the address that the link was sent
/// to, and so about every user who has it.
/// </summary>
public sealed class PreferenceCentre(ISuppressions suppressions, AddressOwners owners, IPeople people, OptOuts optOuts, AddressHasher hasher)
{
    private const string Source = "preference-centre";

    /// <summary>What holds now.</summary>
    public async Task<PreferenceView> ReadAsync(OptOutLink link, CancellationToken cancel = default)
    {
        var users = await owners.FindAsync(link.Channel, link.Address, cancel);
        var isSuppressed = await suppressions.IsSuppressedAsync(link.Channel, link.Address, cancel);
        var choices = new SortedDictionary<PreferenceChoice, bool>(PreferenceChoice.InOrder);
        foreach (var (user, each) in users.SelectMany(user => user.Profile.AllSaid().Select(each => (user, each))))
        {
            var choice = new PreferenceChoice(each.Channel, each.Purpose);
            if (each.Channel == link.Channel)
                choices[choice] = choices.GetValueOrDefault(choice) || (each.Said.Given && !isSuppressed);
            else if (Reach.Has(user, each.Channel))
                choices[choice] = choices.GetValueOrDefault(choice) || each.Said.Given;
        }

        if (choices.Keys.All(choice => choice.Channel != link.Channel))
            choices[new(link.Channel, ConsentPurpose.Default)] = false;
        return new(choices, users.Select(user => user.Preferences).Aggregate((Preferences?)null, Preferences.Newer) ?? Preferences.None);
    }

    /// <summary>
    /// Does what was said. Done when it returns: channels that stop come first, and every suppression before the user rows. A channel with nothing
    /// left stops as by any other way to say so. Repeating it changes nothing.
    /// </summary>
    /// <param name="link">Whose.</param>
    /// <param name="wishes">For what was shown, whether it may go on.</param>
    /// <param name="preferences">Frequency, pause and quiet hours, dated now.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; who is not answered asks again.</param>
    public async Task SaveAsync(
        OptOutLink link, IReadOnlyDictionary<PreferenceChoice, bool> wishes, Preferences preferences, ISequences sequences, CancellationToken cancel = default)
    {
        var users = await owners.FindAsync(link.Channel, link.Address, cancel);
        foreach (var of in wishes.GroupBy(wish => wish.Key.Channel).OrderBy(of => of.Any(wish => wish.Value)).ThenBy(of => of.Key))
        {
            if (of.All(wish => !wish.Value))
                await SayAsync(link, users, new(of.Key, null, On: false, preferences.At), sequences, cancel);
            else
            {
                // What goes on first: were all said no to for a moment, the address would be suppressed at the instant of the yes.
                foreach (var (choice, on) in of.OrderByDescending(wish => wish.Value))
                    await SayAsync(link, users, new(of.Key, choice.Purpose, on, preferences.At), sequences, cancel);
            }
        }

        foreach (var user in users)
            await people.ChangeAsync(user.Id, change => Keep(change, preferences), sequences, cancel);
    }

    private async Task SayAsync(OptOutLink link, IReadOnlyList<User> users, Wish wish, ISequences sequences, CancellationToken cancel)
    {
        if (wish.Channel == link.Channel)
            await SayAsync(link.Address, wish, sequences, cancel);
        var differing = users.Where(user => user.Profile.AllSaid().Any(each =>
            each.Channel == wish.Channel && (wish.Purpose is null || each.Purpose == wish.Purpose) && each.Said.Given != wish.On)).ToList();
        foreach (var address in differing.Where(_ => wish.Channel != link.Channel).SelectMany(user => Reach.Addresses(user, wish.Channel)))
            await SayAsync(hasher.Of(address), wish, sequences, cancel);
        foreach (var user in differing.Where(_ => wish.Channel is Channel.Push or Channel.Webhook))
            await optOuts.SayAsync(user, wish.Channel, new(wish.On, wish.At, Source), sequences, cancel, wish.Named);
    }

    private Task<int> SayAsync(AddressHash address, Wish wish, ISequences sequences, CancellationToken cancel) => wish switch
    {
        { On: true } => optOuts.StartPurposeAsync(wish.Channel, address, wish.Named, Source, wish.At, sequences, cancel),
        { Purpose: { } purpose } => optOuts.StopPurposeAsync(wish.Channel, address, purpose, Source, wish.At, sequences, cancel),
        _ => optOuts.StopAsync(wish.Channel, address, Source, wish.At, sequences, cancel),
    };

    private static bool Keep(PersonChange change, Preferences preferences)
    {
        if (change.IsNew || change.User.Preferences?.At >= preferences.At)
            return false;
        change.User = change.User with { Preferences = preferences };
        return true;
    }

    /// <summary>What is said of one channel; without a purpose, of every one.</summary>
    private sealed record Wish(Channel Channel, string? Purpose, bool On, DateTimeOffset At)
    {
        /// <summary>A "yes" to the default purpose names none, as every other way to give one.</summary>
        public string? Named => On && Purpose == ConsentPurpose.Default ? null : Purpose;
    }
}
