using Microsoft.Extensions.Options;

namespace Sallyport.Controls.RateLimits;

/// <summary>Finds every fault of <see cref="RateLimitOptions"/>.</summary>
public sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var faults = new List<string>();
        if (options.DefaultPerMinute is < 0 or > 100_000_000)
        {
            faults.Add($"RateLimits:DefaultPerMinute is {options.DefaultPerMinute}; it must be 0 (no limit) to 100000000.");
        }

        if (options.MaxBuckets is < 1_000 or > 10_000_000)
        {
            faults.Add($"RateLimits:MaxBuckets is {options.MaxBuckets}; it must be 1000 to 10000000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
