using Microsoft.Extensions.Options;

namespace Sallyport.Core.Upstream;

/// <summary>Checks <see cref="UpstreamOptions"/> at start and reports all faults together.</summary>
public sealed class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, UpstreamOptions options)
    {
        var faults = new List<string>();
        foreach (var entry in options.AllowPrivate)
        {
            if (!AddressAllowance.TryParse(entry, out _))
            {
                faults.Add($"Upstream:AllowPrivate: '{entry}' is neither a CIDR block, an address nor a host name.");
            }
        }

        Range(faults, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Range(faults, nameof(options.HeadTimeout), options.HeadTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(faults, nameof(options.IdleTimeout), options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(faults, nameof(options.PooledConnectionIdleTimeout), options.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(faults, nameof(options.PooledConnectionLifetime), options.PooledConnectionLifetime, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Range(List<string> faults, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.Add($"Upstream:{key}: {value} is not between {least} and {most}.");
        }
    }
}
