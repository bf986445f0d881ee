using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Functions.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/users/{userId}</c>: what happened to one person, and why.</summary>
public sealed class UserPage(IPeople people, WhyReader why)
{
    /// <summary>200 with the page; 404, as a page, for somebody never heard of.</summary>
    [Function(nameof(UserPage))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/users/{userId}")] HttpRequest request, string userId, CancellationToken cancel) =>
        ShowAsync(new(new(request.Query["code"])), UserRoute.Id(userId), cancel);

    internal async Task<IResult> ShowAsync(UserView view, string id, CancellationToken cancel)
    {
        if (UserRoute.Refuse(id) is not null)
            return view.NoId();
        if (await people.FindAsync(id, cancel) is not { } user)
            return view.NoSuchUser(id);
        return view.Show(new(user, await people.LedgerAsync(id, cancel: cancel), await people.EventsAsync(id, cancel), await why.ReadAllAsync(id, cancel)));
    }
}
