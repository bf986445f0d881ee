using System.Text.Json;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Commands;
using WinBack.Local.Tables;
using WinBack.Storage.Sending;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary>The command line as scripts use it: what it prints where, and the exit codes it documents.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class CommandLineTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "campaigns", "replenishment.yaml");

    private readonly string _folder = Directory.CreateTempSubdirectory("command line ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData]
    [InlineData("demo")]
    [InlineData("run")]
    [InlineData("import")]
    [InlineData("replay")]
    [InlineData("advance")]
    [InlineData("lapsed")]
    [InlineData("rfm")]
    [InlineData("outbox")]
    [InlineData("report")]
    [InlineData("export")]
    [InlineData("export", "facts")]
    [InlineData("lift")]
    [InlineData("why")]
    [InlineData("audit")]
    [InlineData("campaign")]
    [InlineData("campaign", "validate")]
    [InlineData("campaign", "preview")]
    [InlineData("campaign", "test")]
    [InlineData("catalogue")]
    [InlineData("offer")]
    [InlineData("offer", "import")]
    public async Task Help_OfEveryCommand_IsThere(params string[] command)
    {
        var (code, output, _) = await RunAsync([.. command, "--help"]);
        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "replenishment")]
    [InlineData("export", "facts", "replenishment")]
    [InlineData("why", "anna", "replenishment")]
    [InlineData("why", "anna")]
    [InlineData("audit")]
    [InlineData("outbox")]
    [InlineData("rfm")]
    [InlineData("lapsed", "--campaign", "replenishment")]
    [InlineData("campaign", "list")]
    [InlineData("offer", "list")]
    public async Task Command_WithoutData_IsRefusedInOneLine(params string[] command)
    {
        var (code, output, errors) = await RunAsync([.. command, "--data", In("nothing")]);
        Assert.Equal((CommandLine.Refused, ""), (code, output));
        Assert.Contains("There is no WinBack data", Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("nothing")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("audit", "--nonsense")]
    [InlineData("report")]
    [InlineData("demo", "--users", "7")]
    [InlineData("demo", "--days", "soon")]
    [InlineData("advance", "a while")]
    [InlineData("outbox", "--limit", "-1")]
    [InlineData("offer", "import", "spring")]
    public async Task Command_ThatMakesNoSense_IsRefused(params string[] command)
    {
        var (code, _, errors) = await RunAsync([.. command, "--data", In("data")]);
        Assert.Equal(CommandLine.Refused, code);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Validate_FilesWithErrors_GivesALineForEach()
    {
        await File.WriteAllTextAsync(In("bad.yaml"), "id: Bad Id\nname: Bad\nlapse: { after: 90, since: purchase }\ntouches: []\n");
        var (code, _, errors) = await RunAsync(["campaign", "validate", Sample, In("bad.yaml")]);
        Assert.Equal(CommandLine.Wrong, code);
        Assert.All(Lines(errors), line => Assert.Matches(@"bad\.yaml:[0-9]+:[0-9]+: .*found .*; allowed: ", line));
        Assert.InRange(Lines(errors).Length, 4, 6);
        Assert.Equal(CommandLine.Good, (await RunAsync(["campaign", "validate", Sample])).Code);
        Assert.Equal(CommandLine.Refused, (await RunAsync(["campaign", "validate", In("absent.yaml")])).Code);
    }

    [Fact]
    public async Task Commands_OverADeployment_AnswerAndPrintJson()
    {
        await File.WriteAllTextAsync(In("history.csv"), "who,when,paid\nanna,2026-01-01,20\nben,2026-02-01,bad\ncarl,2026-01-03,30\n");
        string[] data = ["--data", In("data")];
        string[] import = ["import", In("history.csv"), "--map", "user=who,at=when,value=paid", "--json", .. data];
        Assert.Equal(CommandLine.Good, (await RunAsync(["campaign", "publish", Sample, .. data])).Code);
        var (first, imported, refused) = await RunAsync(import);
        Assert.Equal(CommandLine.Wrong, first);                                     // a line was refused
        Assert.Equal(2, JsonDocument.Parse(imported).RootElement.GetProperty("applied").GetInt32());
        Assert.Contains("3", refused, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse((await RunAsync(import)).Output).RootElement.GetProperty("alreadyThere").GetInt32());

        Assert.Equal(CommandLine.Good, (await RunAsync(["advance", "1d", .. data])).Code);
        foreach (var command in new[] { new[] { "report", "replenishment" }, ["why", "anna", "replenishment"], ["why", "anna"], ["audit"], ["outbox"], ["campaign", "list"] })
        {
            var (code, output, _) = await RunAsync([.. command, "--json", .. data]);
            Assert.Equal(CommandLine.Good, code);
            using var json = JsonDocument.Parse(output);
            Assert.NotEmpty((await RunAsync([.. command, .. data])).Output);
        }

        var lapsed = await RunAsync(["lapsed", "--campaign", "replenishment", "--as-of", "2026-05-01", "--json", .. data]);
        Assert.Equal(["anna", "carl"], Lines(lapsed.Output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("userId").GetString()).Order());
        Assert.Equal(CommandLine.Refused, (await RunAsync(["report", "absent", .. data])).Code);
        Assert.Equal(CommandLine.Refused, (await RunAsync(["report", "replenishment", "--json", "--csv", .. data])).Code);
        Assert.Equal(CommandLine.Good, (await RunAsync(["export", "facts", "replenishment", "-o", In("facts.csv"), .. data])).Code);
        Assert.StartsWith("kind,campaign,version,person,", await File.ReadAllTextAsync(In("facts.csv")), StringComparison.Ordinal);
        Assert.Equal(CommandLine.Good, (await RunAsync(["export", "enrolments", "replenishment", "--format", "parquet", "-o", In("enrolments.parquet"), .. data])).Code);
        Assert.Equal("PAR1"u8.ToArray(), (await File.ReadAllBytesAsync(In("enrolments.parquet")))[..4]);
        Assert.Equal(CommandLine.Refused, (await RunAsync(["export", "facts", "replenishment", "--format", "pdf", .. data])).Code);
        Assert.Equal(CommandLine.Refused, (await RunAsync(["why", "anna", "absent", .. data])).Code);
        Assert.Equal(CommandLine.Wrong, (await RunAsync(["why", "nobody", "replenishment", .. data])).Code);
        Assert.Equal(CommandLine.Wrong, (await RunAsync(["why", "nobody", .. data])).Code);
        Assert.Equal(CommandLine.Good, (await RunAsync(["campaign", "pause", "replenishment", .. data])).Code);
        Assert.Equal(CommandLine.Refused, (await RunAsync(["campaign", "pause", "absent", .. data])).Code);
    }

    [Fact]
    public async Task Audit_OfAMessageThatNobodyMayHaveSent_GivesOneAndNamesIt()
    {
        string[] data = ["--data", In("data")];
        await RunAsync(["campaign", "publish", Sample, .. data]);
        await using (var tables = SqliteTables.OpenFile(new DataDirectory(In("data")).Tables))
        {
            await new Outbox(tables).AddAsync(
                new()
                {
                    Key = "replenishment.1.nobody:reminder:email",
                    Channel = Channel.Email,
                    UserId = "nobody",
                    Campaign = "replenishment",
                    Touch = "reminder",
                    Addresses = ["nobody@example.com"],
                    Content = new("Hello", null, "Hello", null, null),
                },
                TimeProvider.System.GetUtcNow());
        }

        var (code, output, _) = await RunAsync(["audit", .. data]);
        Assert.Equal(CommandLine.Wrong, code);
        Assert.Contains("promise 2: nobody", output, StringComparison.Ordinal);
    }

    internal static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            return (await CommandLine.RunAsync(arguments), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string In(string name) => Path.Combine(_folder, name);
}

/// <summary>Runs alone: it takes the console.</summary>
[CollectionDefinition(nameof(CommandLineTests), DisableParallelization = true)]
public sealed class CommandLineTestGroup;
