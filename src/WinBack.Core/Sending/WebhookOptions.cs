namespace WinBack.Core.Sending;

/// <summary>The systems that webhook touches go to, settings <c>Webhooks:NAME:…</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Gets the targets by name, as settings spell it: where a name may hold no hyphen, as on Azure, <c>call_centre</c> stands for <c>call-centre</c>.</summary>
    /// <value>Default none.</value>
    public Dictionary<string, WebhookTarget> Targets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the settings; empty when requests may be made by them.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, target) in Targets)
        {
            if (!WebhookTargets.IsName(WebhookTargets.Name(name)))
                yield return $"Webhooks:{name} is no name: 1 to 30 characters a-z, 0-9 and - (or _ in its place), beginning and ending with a letter or digit.";
            foreach (var fault in target.Faults())
                yield return $"Webhooks:{name}:{fault}";
        }

        foreach (var same in Targets.Keys.GroupBy(WebhookTargets.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"Webhooks:{string.Join(" and Webhooks:", same)} are the same target: keep one.";
    }
}

/// <summary>One system that takes webhook touches.</summary>
public sealed class WebhookTarget
{
    /// <summary>Least characters of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>Gets or sets where requests go.</summary>
    /// <value>No default. <c>https://…</c>; <c>http://</c> only on this machine.</value>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets the secret that requests are signed with, shared with the receiver.</summary>
    /// <value>No default; at least <see cref="ShortestKey"/> characters.</value>
    public string? Key { get; set; }

    /// <summary>Gets or sets the name of <see cref="Key"/>, sent along so that a receiver can know two keys while one is changed.</summary>
    /// <value>Default <c>1</c>; 1 to 40 letters, digits and . _ -.</value>
    public string KeyId { get; set; } = "1";

    /// <summary>Gets or sets how long an answer may take. Later, nobody knows whether the request was taken, and it is never repeated.</summary>
    /// <value>Default 10 seconds; 1 to 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets whether <see cref="Url"/> may lead into a private network.</summary>
    /// <value>Default false: a name that leads to a private address is not called.</value>
    public bool AllowPrivate { get; set; }

    /// <summary>Gets or sets whether requests tell the person's e-mail address and phone number.</summary>
    /// <value>Default false: the receiver knows the person by the user id.</value>
    public bool IncludeAddresses { get; set; }

    /// <summary>Gets or sets whether a person must have agreed to the channel <c>webhook</c>. Whoever said no is never handed over, whatever this says.</summary>
    /// <value>Default true.</value>
    public bool RequiresConsent { get; set; } = true;

    internal IEnumerable<string> Faults()
    {
        if (Url is not { IsAbsoluteUri: true } url || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            yield return "Url is missing or may not be used: https://…, or http:// on this machine.";
        else if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            yield return "Url holds a user, a password or a fragment: give the address alone.";
        if (Key is not { Length: >= ShortestKey })
            yield return $"Key is missing or too short: at least {ShortestKey} characters.";
        if (KeyId is not { Length: >= 1 and <= 40 } || !KeyId.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            yield return "KeyId is not of the form expected: 1 to 40 letters, digits and . _ -.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromSeconds(30))
            yield return "Timeout is out of range: 00:00:01 to 00:00:30.";
    }
}
