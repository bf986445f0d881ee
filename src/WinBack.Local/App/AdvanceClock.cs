using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;

namespace WinBack.Local.App;

/// <summary><c>POST /local/advance?by=P30D</c>: moves the virtual clock of a host that runs on one; <c>./winback advance</c> calls it.</summary>
public sealed class AdvanceClock(IMovableClock clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <summary>200 with the instant the clock stands at afterwards, once everything due until then has run.</summary>
    [Function(nameof(AdvanceClock))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "local/advance")] HttpRequest request, CancellationToken cancel)
    {
        if (!Threshold.TryParse(request.Query["by"].ToString(), out var by) || by.Approximate > Longest)
            return Results.Problem("by is P30D, PT36H or the like; at most ten years.", statusCode: 400, title: "The length cannot be read");
        return Results.Ok(new { now = await clock.AdvanceAsync(by, cancel) });
    }
}

/// <summary>A clock that moves when told, and runs what becomes due on its way.</summary>
public interface IMovableClock
{
    /// <summary>Moves on; days are counted in UTC. One at a time.</summary>
    /// <returns>Where the clock stands afterwards.</returns>
    Task<DateTimeOffset> AdvanceAsync(Threshold by, CancellationToken cancel);
}
