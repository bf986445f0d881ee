using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using WinBack.Azure.Events;
using WinBack.Azure.Tables;
using WinBack.Functions;
using WinBack.Functions.Sending;
using WinBack.Functions.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseWinBack();
builder.Services
    .AddAzureTables(builder.Configuration)
    .AddServiceBus(builder.Configuration)
    .AddChannels(builder.Configuration)
    .AddWinBack(builder.Configuration)
    .AddTelemetry(builder.Configuration);
var app = builder.Build();
await app.Services.CheckLayoutAsync();
await app.RunAsync();
