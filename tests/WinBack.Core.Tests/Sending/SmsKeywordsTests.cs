using WinBack.Core.Sending;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SmsKeywordsTests
{
    private readonly SmsKeywords _keywords = new(new());

    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData(" Stop. ")]
    [InlineData("\"STOP\"")]
    [InlineData("STOP!!!")]
    [InlineData("Stop all")]
    [InlineData("STOPALL")]
    [InlineData("opt-out")]
    [InlineData("unsubscribe")]
    [InlineData("Baja")]
    [InlineData("NO MÁS")]
    [InlineData("Arrêt")]
    [InlineData("ARRÊTER")]
    [InlineData("désabonner")]
    [InlineData("Stopp")]
    [InlineData("AUFHÖREN")]
    [InlineData("Ende.")]
    [InlineData("KUENDIGEN")]          // typed without the umlaut
    [InlineData("Stop SMS")]
    [InlineData("Please stop!")]
    [InlineData("cancelar suscripción")]
    [InlineData("ＳＴＯＰ")]           // full-width letters of a Japanese keyboard
    [InlineData("stop \ud83d\ude21")]  // with a face
    public void Find_WordToStop_IsStop(string message) => Assert.Equal(SmsKeyword.Stop, _keywords.Find(message));

    [Theory]
    [InlineData("START")]
    [InlineData("unstop")]
    [InlineData("Alta")]
    [InlineData("Reprendre")]
    [InlineData("anmelden")]
    public void Find_WordToStart_IsStart(string message) => Assert.Equal(SmsKeyword.Start, _keywords.Find(message));

    [Theory]
    [InlineData("HELP")]
    [InlineData("Info")]
    [InlineData("ayuda")]
    [InlineData("Aide")]
    [InlineData("Hilfe?")]
    public void Find_WordForHelp_IsHelp(string message) => Assert.Equal(SmsKeyword.Help, _keywords.Find(message));

    [Theory]
    [InlineData("Please stop by our house")]      // whole message only
    [InlineData("stop it or I will start")]
    [InlineData("Thanks!")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\ud83d\ude00")]
    [InlineData("never stop")]
    public void Find_AnythingElse_IsNothing(string message) => Assert.Null(_keywords.Find(message));

    [Fact]
    public void Find_LongMessage_IsNotLookedAt() => Assert.Null(_keywords.Find("stop" + new string('.', 200)));

    [Fact]
    public void Find_WordOfTheDeployment_IsFound() => Assert.Equal(SmsKeyword.Stop, new SmsKeywords(new() { StopWords = ["Nein Danke"] }).Find("nein, danke!"));

    // A deployment may not talk its way out of a stop.
    [Fact]
    public void Find_StopGivenAsStart_IsStop() => Assert.Equal(SmsKeyword.Stop, new SmsKeywords(new() { StartWords = ["stop"], HelpWords = ["stop"] }).Find("STOP"));
}
