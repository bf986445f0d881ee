using System.Text.Json;
using WinBack.TestKit;

namespace WinBack.Functions.Tests.Infra;

/// <summary>
/// What a deployment with everything switched on would create: infra/ in a folder of its own, compiled and expanded by Bicep's snapshot, which
/// evaluates every loop, condition and variable that does not depend on a resource that exists.
/// </summary>
internal sealed class Deployment
{
    private static readonly Lazy<Deployment> Ours = new(Expand);

    private readonly IReadOnlyList<JsonElement> _resources;

    private Deployment(IReadOnlyList<JsonElement> resources, IReadOnlyList<string> complaints) => (_resources, Complaints) = (resources, complaints);

    /// <summary>What infra/ is now.</summary>
    public static Deployment Current => Ours.Value;

    /// <summary>Faults and warnings of the compiler; none for a good folder.</summary>
    public IReadOnlyList<string> Complaints { get; }

    /// <summary>The app's settings as its code sees them: <c>:</c> between sections.</summary>
    public IReadOnlyDictionary<string, string?> Settings => Of("Microsoft.Web/sites/config").Single().GetProperty("properties").EnumerateObject()
        .ToDictionary(setting => setting.Name.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value.GetString());

    /// <summary>Names of the queues.</summary>
    public IEnumerable<string> Queues => Of("Microsoft.ServiceBus/namespaces/queues").Select(queue => queue.GetProperty("name").GetString()!.Split('/')[^1]);

    /// <summary>Resources of a type.</summary>
    public IEnumerable<JsonElement> Of(string type) => _resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>What the compiler says of infra/ after a change to a copy of it.</summary>
    /// <param name="change">Gets the folder of the copy.</param>
    public static IReadOnlyList<string> ComplaintsAfter(Action<string> change) => InACopy(folder =>
    {
        change(folder);
        return BicepCli.Run(folder, "build", "main.bicep", "--stdout");
    });

    private static Deployment Expand() => InACopy(folder =>
    {
        var complaints = BicepCli.Run(
            folder, "snapshot", "everything.bicepparam", "--mode", "overwrite", "--subscription-id", "00000000-0000-0000-0000-000000000001", "--location", "northeurope");
        var snapshot = Path.Combine(folder, "everything.snapshot.json");
        return new Deployment(File.Exists(snapshot) ? Resources(File.ReadAllText(snapshot)) : [], complaints);
    });

    private static T InACopy<T>(Func<string, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("winback-infra-").FullName;
        try
        {
            foreach (var file in Repository.Files("infra", "*"))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath("infra", file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(Repository.Root, file), copy);
            }

            File.Copy(Path.Combine(Repository.Root, "tests/infra/everything.bicepparam"), Path.Combine(folder, "everything.bicepparam"));
            return use(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<JsonElement> Resources(string snapshot) =>
        [.. JsonDocument.Parse(snapshot).RootElement.GetProperty("predictedResources").EnumerateArray()];
}
