using Microsoft.Extensions.Options;
using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class LlmPlaneOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() =>
        Assert.Equal(ValidateOptionsResult.Success, new LlmPlaneOptionsValidator().Validate(null, new LlmPlaneOptions()));

    [Fact]
    public void Every_fault_is_reported_with_its_key()
    {
        var options = new LlmPlaneOptions { MaxRequestBytes = 0, MaxResponseBytes = int.MaxValue, MaxEventBytes = -1, RequestIdleTimeout = TimeSpan.Zero };
        var faults = string.Join('\n', new LlmPlaneOptionsValidator().Validate(null, options).Failures ?? []);
        foreach (var key in new[] { "Llm:MaxRequestBytes", "Llm:MaxResponseBytes", "Llm:MaxEventBytes", "Llm:RequestIdleTimeout" })
        {
            Assert.Contains(key, faults, StringComparison.Ordinal);
        }
    }
}
