using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/definitions</c>: what each number of the dashboard means.</summary>
public sealed class DefinitionsPage
{
    /// <summary>Shows the list.</summary>
    [Function(nameof(DefinitionsPage))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/definitions")] HttpRequest request) => new Page(
        "Definitions",
        Html.Of($"<p>What each number means, on whom it is measured, and how.</p><h2>Terms</h2>{Terms.List()}"),
        frame: DashboardFrame.Of(new(request.Query["code"]), PageLinks.Definitions));
}
