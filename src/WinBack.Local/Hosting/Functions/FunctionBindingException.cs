namespace WinBack.Local.Hosting.Functions;

/// <summary>Functions that this host cannot run as they are written: found at the start, all at once.</summary>
internal sealed class FunctionBindingException(IReadOnlyList<string> faults)
    : Exception($"The functions cannot be started:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", faults)}")
{
    /// <summary>One sentence for each fault, beginning with the function and, where it is about one, the parameter.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
