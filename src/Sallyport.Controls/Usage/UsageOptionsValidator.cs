using Microsoft.Extensions.Options;

namespace Sallyport.Controls.Usage;

/// <summary>Finds every fault of <see cref="UsageOptions"/>.</summary>
public sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, UsageOptions options)
    {
        var faults = new List<string>();
        if (options.FlushInterval < TimeSpan.FromMilliseconds(100) || options.FlushInterval > TimeSpan.FromMinutes(1))
        {
            faults.Add($"Usage:FlushInterval is {options.FlushInterval}; it must be 00:00:00.100 to 00:01:00.");
        }

        if (options.MaxCombinations is < 100 or > 1_000_000)
        {
            faults.Add($"Usage:MaxCombinations is {options.MaxCombinations}; it must be 100 to 1000000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
