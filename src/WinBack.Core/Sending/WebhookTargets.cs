using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace WinBack.Core.Sending;

/// <summary>The targets of webhook touches, as the rules and the renderer ask for them. Names are compared without their case, and <c>_</c> stands for <c>-</c>.</summary>
public sealed partial class WebhookTargets
{
    private readonly FrozenDictionary<string, WebhookTarget> _byName;
    private readonly bool _onlyKnown;

    /// <param name="targets">By name, as settings spell it.</param>
    /// <param name="onlyKnown">Whether a target that is not among them is not served. False for the outbox, which takes everything.</param>
    public WebhookTargets(IEnumerable<KeyValuePair<string, WebhookTarget>> targets, bool onlyKnown)
    {
        _byName = targets.GroupBy(each => Name(each.Key), StringComparer.Ordinal).ToFrozenDictionary(each => each.Key, each => each.First().Value, StringComparer.Ordinal);
        _onlyKnown = onlyKnown;
    }

    /// <summary>No target is known, and each may be named.</summary>
    public static WebhookTargets None { get; } = new([], onlyKnown: false);

    /// <summary>The settings of a target; null when there are none.</summary>
    public WebhookTarget? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a touch can be handed to it.</summary>
    public bool Serves(string name) => !_onlyKnown || _byName.ContainsKey(name);

    /// <summary>Whether a person must have agreed; true for a target that is not known.</summary>
    public bool RequiresConsent(string name) => Find(name)?.RequiresConsent ?? true;

    /// <summary>Whether it is told addresses; false for a target that is not known.</summary>
    public bool IncludesAddresses(string name) => Find(name)?.IncludeAddresses ?? false;

    /// <summary>The name as campaigns spell it.</summary>
    internal static string Name(string setting) => setting.ToLowerInvariant().Replace('_', '-');

    internal static bool IsName(string name) => Form().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?\z")]
    private static partial Regex Form();
}
