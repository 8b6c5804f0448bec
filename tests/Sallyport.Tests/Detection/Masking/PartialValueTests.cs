using Sallyport.Detection.Masking;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>What partial masking leaves of each type of value, at the edges of its rules.</summary>
public sealed class PartialValueTests
{
    [Theory]
    [InlineData("EMAIL", "joe@example.org", "***@example.org")]
    [InlineData("EMAIL", "no address", "***")]
    [InlineData("DATE_OF_BIRTH", "1990-04-12", "**-**-1990")]
    [InlineData("DATE_OF_BIRTH", "12.04.1990", "**-**-1990")]
    [InlineData("DATE_OF_BIRTH", "12.04.90", "****")]
    [InlineData("DATE_OF_BIRTH", "12345", "****")]
    [InlineData("IP_ADDRESS", "203.0.113.77", "203.0.*.*")]
    [InlineData("IP_ADDRESS", "2001:db8::1", "****")]
    [InlineData("IP_ADDRESS", "::ffff:203.0.113.77", "****")]
    [InlineData("IP_ADDRESS", ".5.6.7", ".5.*.*")]
    [InlineData("IP_ADDRESS", "203.0", "****")]
    [InlineData("IP_ADDRESS", "203..113", "203..*.*")]
    [InlineData("STREET_ADDRESS", "12 Elm Street", "****")]
    [InlineData("GEO_COORDINATES", "51.5074, -0.1278", "****")]
    [InlineData("PRIVATE_KEY", "-----BEGIN", "****")]
    [InlineData("API_KEY", "sk_live_4eC39HqL", "****9HqL")]
    [InlineData("API_KEY", "abcdef", "****def")]
    [InlineData("API_KEY", "abcdef-/", "****")]
    [InlineData("PHONE", "+1 415 555 2671", "+* *** *** 2671")]
    [InlineData("PHONE", "555-12", "***-12")]
    [InlineData("PHONE", "1", "*")]
    [InlineData("PHONE", "", "")]
    public void No_more_is_left_than_people_need(string type, string value, string left) => Assert.Equal(left, PartialValue.Of(type, value));
}
