using System.Text.RegularExpressions;

namespace WinBack.Azure.Sending;

/// <summary>
/// Finds in the words of a carrier that the recipient's number does not exist. Such a number is suppressed for good, so nothing counts but a plain
/// statement about it: what else went wrong may be unknown or invalid, too, and our own number as well.
/// </summary>
internal static partial class DeadNumber
{
    // What the number is; of whom it speaks; and that the statement ends there, so that "invalid number of segments" is none.
    private const string IsNone = @"(?:invalid|unknown|unassigned|unallocated|non-?existent)";
    private const string Noun = @"(?:(?:phone[ ])?number|subscriber|recipient|destination|msisdn)";
    private const string End = @"(?=[ ]*(?:$|[.,;:!()+\d]|-[ ]|format\b))";
    private const string NotOurs = @"(?<!\b(?:from|sender|source|originat\w+|short|our)(?:'s)?[ -](?:phone[ ])?)";

    /// <summary>True when the words say that there is no such number.</summary>
    public static bool IsMeantBy(string said) => Statement().IsMatch(said);

    [GeneratedRegex(
        $@"\b{IsNone}[ ](?:(?:to|destination|recipient|subscriber|phone|mobile)[ ])?{Noun}{End}|{NotOurs}\b{Noun}[ ](?:(?:is|was)[ ])?(?:{IsNone}|does[ ]not[ ]exist){End}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Statement();
}
