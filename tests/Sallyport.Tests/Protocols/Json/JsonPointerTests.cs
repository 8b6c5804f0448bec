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
    [InlineData("""{"ada@example.org":{"some words":["HERE"]}}""", "/*/*/0")]
    public void Names_the_place_of_a_string(string body, string expected)
    {
        var json = Encoding.UTF8.GetBytes(body);
        Assert.Equal(expected, JsonPointer.At(json, json.AsSpan().IndexOf("HERE"u8)));
    }

    [Fact]
    public void One_walk_names_many_places_in_their_order()
    {
        var json = """{"a":["one",{"b":"two"}],"c":"three"}"""u8;
        var walk = new JsonPointerWalk(json);
        Assert.Equal("/a/0", walk.At(json.IndexOf("one"u8)));
        Assert.Equal("/a/0", walk.At(json.IndexOf("one"u8)));
        Assert.Equal("/a/1/b", walk.At(json.IndexOf("two"u8)));
        Assert.Equal("/c", walk.At(json.IndexOf("three"u8)));
    }
}
