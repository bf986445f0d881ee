using Microsoft.Azure.Functions.Worker;

namespace WinBack.Local.Hosting.Functions;

/// <summary>What makes a function run. The cases are all that the local host executes.</summary>
internal abstract record FunctionTrigger
{
    private FunctionTrigger() { }

    /// <param name="Route">Template relative to the route prefix, without a leading slash: <c>api/events</c>.</param>
    /// <param name="Methods">Upper case; empty means every method.</param>
    /// <param name="Level">Who may call; see <see cref="Hosting.Http.AccessRule"/>.</param>
    public sealed record Http(string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level) : FunctionTrigger;

    /// <param name="Expression">Cron expression of six fields (or five), with settings filled in. Instants are UTC.</param>
    /// <param name="AtStart">Also runs when a real-clock host starts.</param>
    /// <param name="Monitored">A missed occurrence is made up for, once, at the next start.</param>
    public sealed record Timer(string Expression, bool AtStart, bool Monitored) : FunctionTrigger;

    /// <param name="Name">Of the queue, with settings filled in.</param>
    /// <param name="IsBatched">The function takes several messages at a time.</param>
    /// <param name="CompletesByItself">Messages are completed when the function ends well; else it settles each.</param>
    public sealed record Queue(string Name, bool IsBatched, bool CompletesByItself) : FunctionTrigger;

    public sealed record Orchestration : FunctionTrigger;

    public sealed record Activity : FunctionTrigger;
}
