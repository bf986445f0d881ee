using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace WinBack.Local.Hosting.Functions;

/// <summary>The W3C trace of the caller where there is one (a request that carries it), else empty.</summary>
internal sealed class LocalTraceContext : TraceContext
{
    private readonly Activity? _activity = Activity.Current;

    public override string TraceParent => _activity?.Id ?? "";

    public override string TraceState => _activity?.TraceStateString ?? "";
}
