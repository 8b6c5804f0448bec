using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class PlainContentTypeTests
{
    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8", "application/json;charset=UTF-8")]
    [InlineData("application/json; charset=utf-8; charset=utf-7", "application/json")]
    [InlineData("application/json ;charset=utf-16", "application/json")]
    [InlineData("application/json;x=,text/html", "application/json")]
    public void Only_the_type_and_the_inspected_charset_remain(string type, string expected) => Assert.Equal(expected, PlainContentType.Of(type));
}
