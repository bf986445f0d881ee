using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using WinBack.Local.Hosting.Functions;
using Xunit;

namespace WinBack.Local.Tests.Hosting;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Load_FunctionClasses_FindsThemByAttributeInNameOrder()
    {
        var functions = FunctionCatalog.Load([typeof(SampleTimers), typeof(SampleScoped), typeof(Diary)], HostFixture.Settings());

        Assert.Equal(["Daily", "FailsInScope", "Hourly", "InScope"], functions.Select(function => function.Name));
        Assert.Equal("0 0 3 * * *", Assert.IsType<FunctionTrigger.Timer>(functions[0].Trigger).Expression);
        Assert.Equal("timerTrigger", functions[0].Definition.InputBindings["tick"].Type);
    }

    [Theory]
    [InlineData(typeof(NoTrigger), "Bad: exactly one parameter carries a trigger attribute; found none.")]
    [InlineData(typeof(TwoTriggers), "Bad: exactly one parameter carries a trigger attribute; found request and tick.")]
    [InlineData(typeof(UnknownTrigger), "Bad, parameter blob: the local host has no Blob trigger.")]
    [InlineData(typeof(NotOnTheRoute), "Bad, parameter user: String is neither HttpRequest, a parameter of the route")]
    [InlineData(typeof(WholeHttpContext), "Bad, parameter http: HttpContext is not bound on Azure")]
    [InlineData(typeof(OtherInput), "Bad, parameter store: Object is neither HttpRequest")]
    [InlineData(typeof(WrongTimerType), "Bad, parameter tick: String is neither TimerInfo")]
    [InlineData(typeof(WrongOrchestration), "Bad, parameter context: Object is not TaskOrchestrationContext.")]
    [InlineData(typeof(BadCron), "Bad, parameter tick: schedule \"0 0 61 * * *\"")]
    [InlineData(typeof(SpanAsCron), "Bad, parameter tick: schedule \"00:05:00\": a time span works on dedicated plans only")]
    [InlineData(typeof(NoSuchSetting), "Bad, parameter tick: \"%Nowhere%\" names the setting Nowhere, which has no value.")]
    [InlineData(typeof(FromTopic), "Bad, parameter message: the local host has queues only")]
    [InlineData(typeof(OneOfABatch), "Bad, parameter message: ServiceBusReceivedMessage is neither ServiceBusReceivedMessage[],")]
    [InlineData(typeof(BadRoute), "Bad, parameter request: route \"a/{b\"")]
    [InlineData(typeof(NotPublic), "Bad: its method and class must be public")]
    public void Load_FunctionThatCannotRunHere_NamesFunctionAndParameter(Type type, string fault)
    {
        var refused = Assert.Throws<FunctionBindingException>(() => FunctionCatalog.Load([type], HostFixture.Settings()));

        Assert.StartsWith(fault, Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobs.Bad.Disabled", "true")]
    [InlineData("AzureWebJobs_Bad_Disabled", "1")]
    public void Load_ADisabledFunction_IsLeftOutWhateverItIs(string key, string value) =>
        Assert.Empty(FunctionCatalog.Load([typeof(BadCron)], HostFixture.Settings((key, value))));

    [Fact]
    public void Load_AQueueFunction_IsReadWithItsQueueAndHowItSettles()
    {
        var function = Assert.Single(FunctionCatalog.Load([typeof(FromQueue)], HostFixture.Settings(("Where", "here"))));

        Assert.Equal(new FunctionTrigger.Queue("here", IsBatched: true, CompletesByItself: false), function.Trigger);
        Assert.Equal("serviceBusTrigger", function.Definition.InputBindings["messages"].Type);
    }

    [Fact]
    public void Load_SeveralFaults_ListsThemAll()
    {
        var refused = Assert.Throws<FunctionBindingException>(() =>
            FunctionCatalog.Load([typeof(BadCron), typeof(NoTrigger), typeof(SampleTimers)], HostFixture.Settings()));

        Assert.Collection(refused.Faults, fault => Assert.Contains("61", fault, StringComparison.Ordinal), fault => Assert.Contains("two functions", fault, StringComparison.Ordinal));
    }

    public static class FromQueue
    {
        [Function("Good")]
        public static void Run(
            [ServiceBusTrigger("%Where%", IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions) =>
            GC.KeepAlive((messages, actions));
    }

    public static class FromTopic
    {
        [Function("Bad")]
        public static void Run([ServiceBusTrigger("topic", "subscription")] ServiceBusReceivedMessage message) => GC.KeepAlive(message);
    }

    public static class OneOfABatch
    {
        [Function("Bad")]
        public static void Run([ServiceBusTrigger("here", IsBatched = true)] ServiceBusReceivedMessage message) => GC.KeepAlive(message);
    }

    public static class NoTrigger
    {
        [Function("Bad")]
        public static void Run(string user) => GC.KeepAlive(user);
    }

    public static class TwoTriggers
    {
        [Function("Bad")]
        public static void Run([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo tick) => GC.KeepAlive((request, tick));
    }

    public sealed class BlobTriggerAttribute : TriggerBindingAttribute;

    public static class UnknownTrigger
    {
        [Function("Bad")]
        public static void Run([BlobTrigger] string blob) => GC.KeepAlive(blob);
    }

    public static class NotOnTheRoute
    {
        [Function("Bad")]
        public static void Run([HttpTrigger(Route = "users/{id}")] HttpRequest request, string id, string user) => GC.KeepAlive((request, id, user));
    }

    public static class WholeHttpContext
    {
        [Function("Bad")]
        public static void Run([HttpTrigger] HttpContext http) => GC.KeepAlive(http);
    }

    public sealed class TableInputAttribute : InputBindingAttribute;

    public static class OtherInput
    {
        [Function("Bad")]
        public static void Run([HttpTrigger(Route = "{store}")] HttpRequest request, [TableInput] object store) => GC.KeepAlive((request, store));
    }

    public static class WrongTimerType
    {
        [Function("Bad")]
        public static void Run([TimerTrigger("0 * * * * *")] string tick) => GC.KeepAlive(tick);
    }

    public static class WrongOrchestration
    {
        [Function("Bad")]
        public static Task RunAsync([OrchestrationTrigger] object context) => Task.FromResult(context);
    }

    public static class BadCron
    {
        [Function("Bad")]
        public static void Run([TimerTrigger("0 0 61 * * *")] TimerInfo tick) => GC.KeepAlive(tick);
    }

    public static class SpanAsCron
    {
        [Function("Bad")]
        public static void Run([TimerTrigger("00:05:00")] TimerInfo tick) => GC.KeepAlive(tick);
    }

    public static class NoSuchSetting
    {
        [Function("Bad")]
        public static void Run([TimerTrigger("%Nowhere%")] TimerInfo tick) => GC.KeepAlive(tick);
    }

    public static class BadRoute
    {
        [Function("Bad")]
        public static void Run([HttpTrigger(Route = "a/{b")] HttpRequest request) => GC.KeepAlive(request);
    }

    internal static class NotPublic
    {
        [Function("Bad")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context);
    }
}
