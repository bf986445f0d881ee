namespace Microsoft.DurableTask.Entities;

// Only named by TaskOrchestrationContext.Entities; its members are in the real package: build with AzurePackages=nuget.
public abstract class TaskOrchestrationEntityFeature
{
}
