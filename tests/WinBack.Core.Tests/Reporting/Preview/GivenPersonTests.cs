using System.Text.Json.Nodes;
using WinBack.Core.Reporting.Preview;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Preview;

public sealed class GivenPersonTests
{
    [Fact]
    public void Read_Profile_IsThatOfAnEvent()
    {
        var (person, fault) = GivenPerson.Read(
            JsonNode.Parse("""{"name": "Anna", "email": "anna@example.com", "locale": "de-AT", "attributes": {"plan": "plus"}, "consent": {"email": {"given": true, "source": "form"}}}"""), "given", AUser.Before);

        Assert.Null(fault);
        Assert.Equal(("given", "Anna", "anna@example.com", "plus"), (person!.Id, person.Profile.Name!.Value, person.Profile.Email!.Value, person.Profile.Attributes["plan"].Value!.Value.Text));
    }

    [Theory]
    [InlineData("""{"email": "nobody"}""", "profile.email")]
    [InlineData("""{"email": "a@example.com\r\nBcc: b@example.com"}""", "profile.email")]
    [InlineData("""{"mail": "a@example.com"}""", "profile.mail")]
    [InlineData("""{"attributes": {"a": {"b": 1}}}""", "profile.attributes.a")]
    [InlineData("[]", "profile")]
    [InlineData("null", "profile")]
    public void Read_ProfileOfAnotherForm_NamesTheField(string profile, string field)
    {
        var (person, fault) = GivenPerson.Read(JsonNode.Parse(profile), "given", AUser.Before);

        Assert.Null(person);
        Assert.StartsWith(field, fault, StringComparison.Ordinal);
    }
}
