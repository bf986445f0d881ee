using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using WinBack.Local.Hosting.Timers;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Reads the trigger off a method's parameters.</summary>
internal static partial class TriggerReader
{
    /// <exception cref="FunctionBindingException">No trigger, several, one of a kind that this host lacks, or one whose setting or template is bad.</exception>
    public static FunctionTrigger Read(string name, MethodInfo method, IConfiguration configuration)
    {
        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>(inherit: true), (parameter, attribute) => (parameter, attribute))
            .ToList();
        if (triggers is not [var (parameter, attribute)])
        {
            var found = triggers.Count == 0 ? "none" : string.Join(" and ", triggers.Select(trigger => trigger.parameter.Name));
            throw Fault(name, null, $"exactly one parameter carries a trigger attribute; found {found}.");
        }
        return attribute switch
        {
            HttpTriggerAttribute http => ReadHttp(name, parameter, http, configuration),
            TimerTriggerAttribute timer => ReadTimer(name, parameter, timer, configuration),
            ServiceBusTriggerAttribute queue => ReadQueue(name, parameter, queue, configuration),
            OrchestrationTriggerAttribute => new FunctionTrigger.Orchestration(),
            ActivityTriggerAttribute => new FunctionTrigger.Activity(),
            _ => throw Fault(name, parameter, $"the local host has no {Kind(attribute)} trigger."),
        };
    }

    /// <summary>One fault of one parameter, as a sentence.</summary>
    public static FunctionBindingException Fault(string function, ParameterInfo? parameter, string what) =>
        new([parameter is null ? $"{function}: {what}" : $"{function}, parameter {parameter.Name}: {what}"]);

    private static FunctionTrigger.Http ReadHttp(string name, ParameterInfo parameter, HttpTriggerAttribute http, IConfiguration configuration)
    {
        var route = Fill(name, parameter, http.Route ?? name, configuration).TrimStart('/');
        try
        {
            _ = RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException bad)
        {
            throw Fault(name, parameter, $"route \"{route}\": {bad.Message}");
        }
        return new FunctionTrigger.Http(route, [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], http.AuthLevel);
    }

    private static FunctionTrigger.Timer ReadTimer(string name, ParameterInfo parameter, TimerTriggerAttribute timer, IConfiguration configuration)
    {
        var expression = Fill(name, parameter, timer.Schedule, configuration);
        if (CronSchedule.Check(expression) is { } fault)
            throw Fault(name, parameter, $"schedule \"{expression}\": {fault}");
        return new FunctionTrigger.Timer(expression, timer.RunOnStartup, timer.UseMonitor);
    }

    private static FunctionTrigger.Queue ReadQueue(string name, ParameterInfo parameter, ServiceBusTriggerAttribute trigger, IConfiguration configuration) =>
        trigger is { QueueName: { } queue, IsSessionsEnabled: false }
            ? new(Fill(name, parameter, queue, configuration), trigger.IsBatched, trigger.AutoCompleteMessages)
            : throw Fault(name, parameter, "the local host has queues only: no topics, no sessions.");

    // App settings are written Lapse__Schedule on Azure and Lapse:Schedule in files; both name one key here.
    private static string Fill(string name, ParameterInfo parameter, string text, IConfiguration configuration) =>
        Setting().Replace(text, match =>
        {
            var key = match.Groups[1].Value;
            return configuration[key.Replace("__", ":", StringComparison.Ordinal)]
                ?? throw Fault(name, parameter, $"\"{text}\" names the setting {key}, which has no value.");
        });

    private static string Kind(TriggerBindingAttribute attribute) =>
        attribute.GetType().Name.Replace("TriggerAttribute", "", StringComparison.Ordinal);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
