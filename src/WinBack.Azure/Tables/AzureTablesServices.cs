using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Azure.Tables;

/// <summary>Registers Table Storage as the engine of every store.</summary>
public static class AzureTablesServices
{
    /// <summary>Section of <see cref="AzureTablesOptions"/> and of <see cref="StorageLayout"/>.</summary>
    public const string Section = "Storage";

    /// <summary>Registers <see cref="ITables"/> and <see cref="StorageLayout"/>. Settings are checked at start; nothing is connected to before the first use.</summary>
    public static IServiceCollection AddAzureTables(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        services.AddOptions<AzureTablesOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StorageLayout>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<AzureTablesOptions>>().Value);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<StorageLayout>>().Value);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton<ITables>(provider => AzureTables.Connect(provider.GetRequiredService<AzureTablesOptions>(), provider.GetRequiredService<TokenCredential>));
        return services;
    }
}
