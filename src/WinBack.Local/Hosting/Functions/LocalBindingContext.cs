using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace WinBack.Local.Hosting.Functions;

/// <summary>The route values of a request; empty for other triggers.</summary>
internal sealed class LocalBindingContext(RouteValueDictionary? route) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = route ?? [];
}
