using System.Text;
using WinBack.Core.Events;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class ProfileReaderTests
{
    [Fact]
    public void Read_PlainValue_IsDatedLikeTheEvent() =>
        Assert.Equal(new GivenField<string?>("Anna", Given.Noon.AddHours(-1)), Profile("\"name\":\"Anna\"").Fields["name"]);

    [Fact]
    public void Read_ValueWithItsOwnInstant_KeepsIt() => Assert.Equal(
        new GivenField<string?>("Anna", Given.Noon.AddHours(-5)),
        Profile("""  "name":{"value":"Anna","at":"2026-11-24T07:00:00Z"}  """).Fields["name"]);

    [Theory]
    [InlineData("Zoë 🌸")]
    [InlineData("🌸")]
    [InlineData("می\u200cشا")]        // a joiner of Persian
    public void Read_NameAsPeopleWriteIt_IsTaken(string name) => Assert.Equal(name, Profile($"\"name\":\"{name}\"").Fields["name"].Value);

    [Fact]
    public void Read_Null_ClearsTheField() => Assert.Null(Profile("\"phone\":null").Fields["phone"].Value);

    [Theory]
    [InlineData("\"email\":\"anna\"", "profile.email")]
    [InlineData("\"email\":\"anna@example.com\\r\\nBcc: x@y.zz\"", "profile.email")]   // header injection
    [InlineData("\"email\":\"a b@example.com\"", "profile.email")]
    [InlineData("\"name\":\"Anna\\nBcc: x@y.zz\"", "profile.name")]
    [InlineData("\"name\":\"Anna\\u2028Bcc: x@y.zz\"", "profile.name")]
    [InlineData("\"name\":\"\\u202eanna\"", "profile.name")]
    [InlineData("\"name\":\"\\u200b \\ufeff\"", "profile.name")]              // nothing to be seen
    [InlineData("\"email\":\"anna@example.com\\n\"", "profile.email")]   // one line end more is no end
    [InlineData("\"country\":\"DE\\n\"", "profile.country")]
    [InlineData("\"phone\":\"0151 123\"", "profile.phone")]
    [InlineData("\"timeZone\":\"Mars/Olympus\"", "profile.timeZone")]
    [InlineData("\"country\":\"de\"", "profile.country")]
    [InlineData("\"locale\":\"<script>\"", "profile.locale")]
    [InlineData("\"attributes\":{\"a b\":1}", "profile.attributes")]
    [InlineData("\"attributes\":{\"a\":[1]}", "profile.attributes.a")]
    [InlineData("\"consent\":{\"fax\":{\"given\":true,\"source\":\"x\"}}", "profile.consent")]
    [InlineData("\"consent\":{\"sms\":{\"given\":\"yes\",\"source\":\"x\"}}", "profile.consent.sms")]
    [InlineData("\"consent\":{\"sms\":{\"given\":true,\"source\":\"x\",\"at\":\"2027-01-01T00:00:00Z\"}}", "profile.consent.sms.at")]
    [InlineData("\"push\":[{\"id\":\"i\",\"platform\":\"pigeon\",\"token\":\"t\"}]", "profile.push")]
    [InlineData("\"nickname\":\"A\"", "profile.nickname")]
    public void Read_BadField_NamesIt(string field, string refused) => Assert.Equal(refused, Assert.Single(Read(field).Refusals).Field);

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    public void Read_LongAttribute_IsRefusedAboveOneKibibyte(int bytes, int refusals) =>
        Assert.Equal(refusals, Read($"\"attributes\":{{\"a\":\"{new string('x', bytes)}\"}}").Refusals.Count);

    private static ProfileUpdate Profile(string fields) => Assert.Single(Read(fields).Items).Event.Profile!;

    private static EventBatch Read(string fields) => EventBatch.Read(
        Encoding.UTF8.GetBytes("{\"id\":\"e\",\"userId\":\"anna\",\"at\":\"2026-11-24T11:00:00Z\",\"profile\":{" + fields + "}}"),
        new(Given.Noon, SourceTrust.Full));
}
