using WinBack.Core.Reporting.Audit;

namespace WinBack.Functions.Reporting;

/// <summary>An audit under way: the input of each generation of its orchestration. Members are added, never renamed.</summary>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Next">The first that is not audited yet.</param>
/// <param name="SoFar">What was found in those before.</param>
public sealed record AuditRun(int Shards, int Next, AuditReport SoFar);
