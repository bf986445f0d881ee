using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/users?user=ID</c>: asks for an id, and shows the person it belongs to.</summary>
public sealed class UsersPage(IPeople people, WhyReader why)
{
    /// <summary>The form alone, or what <see cref="UserPage"/> shows.</summary>
    [Function(nameof(UsersPage))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/users")] HttpRequest request, CancellationToken cancel)
    {
        var view = new UserView(new(request.Query["code"]));
        return request.Query["user"].ToString().Trim() is { Length: > 0 } id ? await new UserPage(people, why).ShowAsync(view, id, cancel) : view.Ask();
    }
}
