using Sallyport.Core.Api;
using Xunit;

namespace Sallyport.Tests.Core.Api;

public sealed class PathNameTests
{
    [Theory]
    [InlineData("openai", true)]
    [InlineData("0-a_b.c", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("OpenAi", false)]
    [InlineData("-a", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    public void A_name_in_a_path_needs_no_escaping(string? name, bool isValid)
    {
        Assert.Equal(isValid, PathName.IsValid(name));
    }
}
