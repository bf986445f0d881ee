using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Local.Import;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Import;

public sealed class ImportRunTests : IDisposable
{
    private const string Map = "user=who,at=date,value=amount";
    private const string WithABadLine = "who,date,amount\nanna,2019-01-01,1\nanna,2019-01-01,2\nanna,yesterday,3\nbert,2019-01-03,4\n";

    private readonly Files _files = new();
    private readonly List<LineFault> _faults = [];

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_FileWithABadLine_AppliesTheOthersHoweverOld()
    {
        var result = await RunAsync(_files.Read(WithABadLine, Map));

        Assert.Equal(new(3, 0, 1, 0, Stopped: false), result);
        Assert.Equal(4, Assert.Single(_faults).Line);
        Assert.Equal((2, 3m), await PurchasesAsync("anna"));   // the same day twice is two purchases
        Assert.Equal((1, 4m), await PurchasesAsync("bert"));
    }

    [Fact]
    public async Task Run_TheSameFileTwice_ChangesNothing()
    {
        await RunAsync(_files.Read(WithABadLine, Map));
        var again = await RunAsync(_files.Read(WithABadLine, Map));

        Assert.Equal(new(0, 3, 1, 0, Stopped: false), again);
        Assert.Equal((2, 3m), await PurchasesAsync("anna"));
    }

    [Fact]
    public async Task Run_Strict_StopsAtTheFirstBadLineAndKeepsWhatCameBefore()
    {
        var result = await RunAsync(_files.Read(WithABadLine, Map), strict: true);

        Assert.Equal(new(2, 0, 1, 0, Stopped: true), result);
        Assert.Equal((2, 3m), await PurchasesAsync("anna"));
        Assert.Equal((0, 0m), await PurchasesAsync("bert"));
    }

    [Fact]
    public async Task Run_AfterOneThatStopped_TakesUpTheCorrectedFile()
    {
        await RunAsync(_files.Read(WithABadLine, Map), strict: true);
        var result = await RunAsync(_files.Read(WithABadLine.Replace("yesterday", "2019-01-02", StringComparison.Ordinal), Map), strict: true);

        Assert.Equal(new(2, 2, 0, 0, Stopped: false), result);
        Assert.Equal((3, 6m), await PurchasesAsync("anna"));
    }

    [Fact]
    public async Task Run_AfterOneThatBrokeOff_GoesOnWhereItStopped()
    {
        var file = _files.Read(Lines(2500), Map);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(file, advanced: _ => stop.Cancel(), cancel: stop.Token));

        var result = await RunAsync(file);

        Assert.Equal(new(2500, 0, 0, 1001, Stopped: false), result);   // a thousand lines behind the header
    }

    [Fact]
    public async Task Run_AnotherFileOfTheName_BeginsAtItsStart()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(_files.Read(Lines(2500), Map), advanced: _ => stop.Cancel(), cancel: stop.Token));

        var result = await RunAsync(_files.Read(Lines(2501), Map));

        Assert.Equal(new(1501, 1000, 0, 0, Stopped: false), result);
    }

    [Fact]
    public void Add_MoreFaultsThanAreListed_CountsTheRest()
    {
        using var to = new StringWriter();
        var list = new FaultList(to, most: 1);
        list.Add(new(2, "at", "The cell is no date of the form expected.", "2026-11-24"));
        list.Add(new(3, null, "The line is not UTF-8.", "Save the file as UTF-8."));
        list.End();

        Assert.Equal(["line 2, at: The cell is no date of the form expected. 2026-11-24", "… and 1 more line was refused", ""], to.ToString().Split(to.NewLine));
    }

    private static string Lines(int count)
    {
        var text = new StringBuilder("who,date,amount\n");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"u{i % 100},2020-01-01,1\n");
        return text.ToString();
    }

    private async Task<ImportResult> RunAsync(EventFile file, bool strict = false, Action<long>? advanced = null, CancellationToken cancel = default)
    {
        await using var app = Open();
        var run = new ImportRun(
            app.Services.GetRequiredService<EventIngest>(), app.Services.GetRequiredService<ITables>(), app.Sequences, app.Services.GetRequiredService<TimeProvider>());
        return await run.RunAsync(file, strict, _faults.Add, advanced ?? (_ => { }), cancel);
    }

    private async Task<(int Count, decimal Value)> PurchasesAsync(string user)
    {
        await using var app = Open();
        var found = await app.Services.GetRequiredService<IPeople>().FindAsync(user);
        return found?.Activity.ByType.GetValueOrDefault("purchase") is { } count ? (count.Count, count.Value) : (0, 0m);
    }

    private LocalApp Open() => LocalApp.Open(new() { Data = _files.Data, Clock = new(Files.Rules.Now), Port = 0 });
}
