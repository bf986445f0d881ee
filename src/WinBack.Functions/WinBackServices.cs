using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Functions.Events;
using WinBack.Functions.Problems;
using WinBack.Functions.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;
using WinBack.Storage.Sending;
using WinBack.Storage.Sequences;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Functions;

/// <summary>
/// Everything the function classes need, but for what differs from host to host: <c>ITables</c>, <c>StorageLayout</c> and the channels.
/// </summary>
public static class WinBackServices
{
    /// <summary>Registers the services of all stages; settings are bound from the sections named after them and checked at start.</summary>
    public static IServiceCollection AddWinBack(this IServiceCollection services, IConfiguration configuration)
    {
#pragma warning disable RS0030 // The one place where the real clock enters; hosts on a virtual clock register theirs before.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.TryAddSingleton<IPersonKeys, RandomPersonKeys>();
        services.TryAddSingleton<IPeople, PersonStore>();
        return services
            .AddSettings<EventOptions>(configuration, "Events")
            .AddSettings<MoneyOptions>(configuration, "Money")
            .AddSettings<IngestOptions>(configuration, "Ingest")
            .AddSettings<UserOptions>(configuration, "Users")
            .AddSettings<CampaignOptions>(configuration, "Campaigns")
            .AddSettings<LapseOptions>(configuration, "Lapse")
            .AddSettings<ExperimentOptions>(configuration, "Experiment")
            .AddSettings<SendingOptions>(configuration, "Sending")
            .AddSettings<LinkOptions>(configuration, "Links")
            .AddSettings<EmailOptions>(configuration, "Email")
            .AddSettings<SmsReplyOptions>(configuration, "SmsReplies")
            .AddSettings<OutcomeOptions>(configuration, "Outcomes")
            .AddSettings<ReportingOptions>(configuration, "Reporting")
            .AddSettings<RetentionOptions>(configuration, "Retention")
            .AddSettings<GuardOptions>(configuration, "Guards")
            .AddSingleton<IValidateOptions<GuardOptions>, GuardCheck>()
            .AddWebhooks(configuration)
            .AddEvents()
            .AddUsers()
            .AddCampaigns()
            .AddLapse()
            .AddSequences()
            .AddSending()
            .AddOutcomes()
            .AddReporting();
    }

    /// <summary>Stores at the first start how the tables are spread, and refuses a later start that spreads them otherwise; hosts call it before anything runs.</summary>
    /// <exception cref="LayoutMismatchException">The deployment began with another layout.</exception>
    public static Task CheckLayoutAsync(this IServiceProvider services) =>
        StoredLayout.CheckAsync(services.GetRequiredService<ITables>(), services.GetRequiredService<StorageLayout>());

    /// <summary>Adds the middleware that every host runs functions in.</summary>
    public static void UseWinBack(this IFunctionsWorkerApplicationBuilder worker) => worker.UseMiddleware<Faults>();

    private static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().Validate<IServiceProviderIsService>(
            (options, known) => options.Mode == IngestMode.Direct || known.IsService(typeof(IEventQueue)),
            "Ingest:Mode is ServiceBus, but no queue is configured: set ServiceBus:fullyQualifiedNamespace, or ServiceBus to a connection string.");
        return services.AddSingleton<SourceKeys>().AddSingleton<EventIntake>();
    }

    private static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddSingleton<EventIngest>()
        .AddSingleton<IReactions, Reactions>()
        .AddSingleton<FactDays>()
        .AddSingleton<IFacts, FactStore>()
        .AddSingleton<AddressHasher>()
        .AddSingleton<AddressBook>()
        .AddSingleton<AddressOwners>()
        .AddSingleton<WithdrawnConsents>()
        .AddSingleton<SentAttempts>()
        .AddSingleton<ISuppressions, SuppressionStore>()
        .AddSingleton<EffectRunner>()
        .AddSingleton<InterestIndex>()
        .AddSingleton<Tombstones>()
        .AddSingleton<MergedIds>()
        .AddSingleton<PersonEraser>()
        .AddSingleton<IErasure>(provider => provider.GetRequiredService<Erasures>())
        .AddSingleton<Func<IErasure>>(provider => provider.GetRequiredService<IErasure>)
        .AddSingleton<IUserMerge, UserMerge>()
        .AddSingleton<Func<IUserMerge>>(provider => provider.GetRequiredService<IUserMerge>)      // merging applies events, whose effects may be merges
        .AddSingleton<Func<EventIngest>>(provider => provider.GetRequiredService<EventIngest>);

    private static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton<CampaignStore>()
        .AddSingleton<ExclusionStore>()
        .AddSingleton<ICampaigns>(provider => provider.GetRequiredService<CampaignStore>())
        .AddSingleton<IBaseGaps>(provider => provider.GetRequiredService<CampaignStore>())
        .AddSingleton<ICampaignPublisher, MeasuringPublisher>()
        .AddSingleton<ICampaignHistory, CampaignHistory>();

    private static IServiceCollection AddLapse(this IServiceCollection services) => services
        .AddSingleton<DueIndex>()
        .AddSingleton<IDueFiler>(provider => provider.GetRequiredService<DueIndex>())
        .AddSingleton<Admissions>()
        .AddSingleton<BaseRhythms>()
        .AddSingleton<Backfill>()
        .AddSingleton<ScanHeartbeat>()
        .AddSingleton<IWindowCloser, WindowCloser>()
        .AddSingleton<CatalogueStore>()
        .AddSingleton<CatalogueWaves>()
        .AddSingleton<LapseScan>();

    private static IServiceCollection AddSequences(this IServiceCollection services) => services
        .AddSingleton<IEnroller, Enroller>()
        .AddSingleton<IInFlight, InFlight>();

    private static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddSingleton<Paces>()
        .AddSingleton<Channels>()
        .AddSingleton<IngestWatch>()
        .AddSingleton<Outbox>()
        .AddSingleton<IPersonTraces, OutboxTraces>()
        .AddSingleton<LinkTokens>()
        .AddSingleton<MessageFrames>()
        .AddSingleton<OptOuts>()
        .AddSingleton<PreferenceCentre>()
        .AddSingleton<SurveyAnswers>()
        .AddSingleton<SmsKeywords>()
        .AddSingleton<SmsReplies>()
        .AddSingleton<OfferCodes>()
        .AddSingleton<OfferStore>()
        .AddSingleton<OfferStock>()
        .AddSingleton<OfferReclaim>()
        .AddSingleton<IOfferCodes>(provider => provider.GetRequiredService<OfferStore>())
        .AddSingleton<OfferReservations>()
        .AddSingleton<SeedSender>()
        .AddSingleton<TouchSender>();

    private static IServiceCollection AddOutcomes(this IServiceCollection services) => services
        .AddSingleton<AttemptFacts>()
        .AddSingleton<Erasures>()
        .AddSingleton<FeedbackIntake>()
        .AddSingleton<FeedbackMarks>()
        .AddSingleton<DeadHandleIntake>()
        .AddSingleton<PushFeedback>()
        .AddSingleton<LinkClicks>();

    private static IServiceCollection AddReporting(this IServiceCollection services) => services
        .AddSingleton<RollupStore>()
        .AddSingleton<RollupRun>()
        .AddSingleton(provider => provider.GetRequiredService<IOptions<ReportingOptions>>().Value.ToTerms(provider.GetRequiredService<MoneyOptions>().Currency))
        .AddSingleton<ReportReader>()
        .AddSingleton<GuardReader>()
        .AddSingleton<GuardRun>()
        .AddSingleton(provider => new GuardNotices(provider.GetRequiredService<ITables>(), provider.GetService<IGuardHook>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<FactExport>()
        .AddSingleton<WhyReader>()
        .AddSingleton<PreviewReader>()
        .AddSingleton<PersonExport>()
        .AddSingleton<LapsedReader>()
        .AddSingleton<ReachReader>()
        .AddSingleton<RfmReader>()
        .AddSingleton<BaseCutPoints>()
        .AddSingleton<CampaignComparison>()
        .AddSingleton<Publications>()
        .AddSingleton<WhatLeft>()
        .AddSingleton<AuditReader>()
        .AddSingleton<AuditResults>()
        .AddSingleton<RetentionPurge>();

    // Each key of the section is the name of a target.
    private static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Configure(options => configuration.GetSection("Webhooks").Bind(options.Targets)).ValidateOnStart();
        return services.AddSingleton(provider => new WebhookTargets(
            provider.GetRequiredService<IOptions<WebhookOptions>>().Value.Targets,
            onlyKnown: provider.GetRequiredService<SendingOptions>().Webhook == WebhookProvider.Http));
    }

    internal static IServiceCollection AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
