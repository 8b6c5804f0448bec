using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

public sealed class UpstreamOptionsValidatorTests
{
    [Fact]
    public void Every_fault_is_listed_with_its_key()
    {
        var result = new UpstreamOptionsValidator().Validate(null, new UpstreamOptions
        {
            AllowPrivate = { "10.0.0.0/8", "10.0.0.0/33", "not a host" },
            ConnectTimeout = TimeSpan.FromMilliseconds(99),
            HeadTimeout = TimeSpan.FromMilliseconds(999),
            IdleTimeout = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1),
            PooledConnectionIdleTimeout = TimeSpan.Zero,
            PooledConnectionLifetime = TimeSpan.FromSeconds(9),
        });

        string[] keys = ["AllowPrivate: '10.0.0.0/33'", "AllowPrivate: 'not a host'", "ConnectTimeout", "HeadTimeout", "IdleTimeout", "PooledConnectionIdleTimeout", "PooledConnectionLifetime"];
        Assert.Equal(keys.Length, result.Failures?.Count());
        Assert.All(keys, key => Assert.Contains(result.Failures ?? [], fault => fault.StartsWith($"Upstream:{key}", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_borders_themselves_are_allowed()
    {
        var result = new UpstreamOptionsValidator().Validate(null, new UpstreamOptions
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(100),
            HeadTimeout = TimeSpan.FromHours(1),
            IdleTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionIdleTimeout = TimeSpan.FromHours(1),
            PooledConnectionLifetime = TimeSpan.FromDays(1),
        });

        Assert.True(result.Succeeded, result.FailureMessage);
    }
}
