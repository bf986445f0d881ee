using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Users;
using WinBack.TestKit;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Preview;

public sealed class ContentCheckTests
{
    public static TheoryData<string> Samples => [.. Repository.Files("campaigns", "*.yaml")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Warnings_OfASample_AreNone(string file) => Assert.Empty(ContentCheck.Warnings(CampaignFile.Read(file, Repository.Read(file)).Campaign!));

    [Fact]
    public void Sms_LongName_CostsMoreThanAShortOne() => Assert.Equal([new SmsCost("t1", "en", 1, 2)], ContentCheck.Sms(WithSms(new string('a', 140) + " {{name}}")));

    [Fact]
    public void Sms_OtherLanguage_IsCountedToo() => Assert.Equal(
        [("en", 1), ("de", 2)],
        ContentCheck.Sms(WithSms("Hello", ("de", new string('ä', 161)))).Select(cost => (cost.Language, cost.Longest)));

    [Theory]
    [InlineData(459, false)]        // three segments of 153
    [InlineData(460, true)]
    public void Warnings_TextMessageOfMoreThanThreeSegments_PointItOut(int length, bool isPointedOut) =>
        Assert.Equal(isPointedOut, ContentCheck.Warnings(WithSms(new string('a', length))).Any(warning => warning.Contains("takes up to 4 segments", StringComparison.Ordinal)));

    [Fact]
    public void Warnings_NothingToSayToWhoGaveNoName_PointItOut() => Assert.Equal(
        ["touch t1: nothing is sent by sms to people of whom only the address is known: the text is empty for this person"], ContentCheck.Warnings(WithSms("{{name}}")));

    [Fact]
    public void Find_MadeUpPerson_HasAttributesOfTheKindThatTheyAreUsedAs()
    {
        var attributes = SamplePeople.Find(
            SamplePeople.Typical, WithSms("{{date attributes.d}} {{money attributes.m attributes.c}} {{plural attributes.p one='#' other='#'}} {{attributes.t}}"), DateTimeOffset.UnixEpoch.AddYears(56))!.Profile.Attributes;

        Assert.StartsWith("20", attributes["d"].Value!.Value.Text, StringComparison.Ordinal);
        Assert.Equal((12.50m, "EUR", 3m, "t"), (attributes["m"].Value!.Value.Number, attributes["c"].Value!.Value.Text, attributes["p"].Value!.Value.Number, attributes["t"].Value!.Value.Text));
    }

    private static Campaign WithSms(string body, params (string Tag, string Body)[] locales)
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Sms);
        var template = new Template(null, null, body, null) { Locales = locales.ToDictionary(each => each.Tag, each => new Template(null, null, each.Body, null)) };
        return ACampaign.With(0) with { Touches = [touch with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = template } }] };
    }
}
