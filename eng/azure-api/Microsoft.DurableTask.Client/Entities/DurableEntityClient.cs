namespace Microsoft.DurableTask.Client.Entities;

// Only named by DurableTaskClient.Entities; its members are in the real package: build with AzurePackages=nuget.
public abstract class DurableEntityClient
{
    protected DurableEntityClient(string name) => Name = name;

    public string Name { get; }
}
