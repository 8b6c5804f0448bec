using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

public sealed class TargetRulesTests
{
    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com/")]
    [InlineData("https://api.openai.com/", "https://api.openai.com/")]
    [InlineData("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1")]
    [InlineData("https://bücher.example/x", "https://bücher.example/x")]
    public void A_plain_address_is_accepted(string text, string expected)
    {
        Assert.True(TargetRules.TryParse(text, out var target, out _));
        Assert.Equal(new Uri(expected), target);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("api.openai.com")]
    [InlineData("ftp://api.openai.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user@api.openai.com")]
    [InlineData("https://user:secret@api.openai.com")]
    [InlineData("https://api.openai.com@evil.example")]
    [InlineData("https://api.openai.com?x=1")]
    [InlineData("https://api.openai.com#x")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https://api.openai.com\\@evil.example")]
    [InlineData("https://api openai.com")]
    [InlineData("https://api.openai.com\r\nHost: evil.example")]
    public void An_address_that_two_parsers_could_read_differently_is_refused_with_a_reason(string? text)
    {
        Assert.False(TargetRules.TryParse(text, out _, out var fault));
        Assert.NotEmpty(fault);
    }
}
