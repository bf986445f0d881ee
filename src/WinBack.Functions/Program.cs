using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using WinBack.Azure.Events;
using WinBack.Azure.Tables;
using WinBack.Functions;
using WinBack.Functions.Sending;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services
    .AddAzureTables(builder.Configuration)
    .AddServiceBus(builder.Configuration)
    .AddChannels(builder.Configuration)
    .AddWinBack(builder.Configuration);
var app = builder.Build();
await app.Services.CheckLayoutAsync();
await app.RunAsync();
