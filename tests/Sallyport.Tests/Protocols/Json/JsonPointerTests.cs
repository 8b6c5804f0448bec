using System.Text;
using Sallyport.Protocols.Json;
using Xunit;

namespace Sallyport.Tests.Protocols.Json;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("""{"a":{"b":["x","HERE"]}}""", "/a/b/1")]
    [InlineData("""[[["x"],["y","HERE"]]]""", "/0/1/1")]
    [InlineData("""{"a/b":{"m~n":"HERE"}}""", "/a~1b/m~0n")]
    [InlineData("""{"a":[{"x":1},{"y":[]},{"z":"HERE"}]}""", "/a/2/z")]
    [InlineData("""{"\u0061":"HERE"}""", "/a")]
    [InlineData("\"HERE\"", "")]
    public void Names_the_place_of_a_string(string body, string expected)
    {
        var json = Encoding.UTF8.GetBytes(body);
        Assert.Equal(expected, JsonPointer.At(json, json.AsSpan().IndexOf("HERE"u8)));
    }
}
