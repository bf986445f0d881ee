using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using WinBack.Azure.Events;
using WinBack.Functions;
using WinBack.Functions.Sending;
using WinBack.Functions.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseWinBack();
builder.Services.AddServiceBus(builder.Configuration).AddChannels(builder.Configuration).AddWinBack(builder.Configuration).AddTelemetry(builder.Configuration);
builder.Build().Run();
