using Microsoft.Extensions.Options;

namespace Sallyport.Planes.Llm;

/// <summary>Checks <see cref="LlmPlaneOptions"/> at start and reports all faults together.</summary>
public sealed class LlmPlaneOptionsValidator : IValidateOptions<LlmPlaneOptions>
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LlmPlaneOptions options)
    {
        var faults = new List<string>();
        Range(faults, nameof(options.MaxRequestBytes), options.MaxRequestBytes, 512 * MiB);
        Range(faults, nameof(options.MaxResponseBytes), options.MaxResponseBytes, 512 * MiB);
        Range(faults, nameof(options.MaxEventBytes), options.MaxEventBytes, 64 * MiB);
        if (options.RequestIdleTimeout < TimeSpan.FromMilliseconds(100) || options.RequestIdleTimeout > TimeSpan.FromMinutes(10))
        {
            faults.Add($"Llm:{nameof(options.RequestIdleTimeout)}: {options.RequestIdleTimeout} is not between 100 ms and 10 minutes.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Range(List<string> faults, string key, int value, int most)
    {
        if (value < KiB || value > most)
        {
            faults.Add($"Llm:{key}: {value} is not between {KiB} and {most} bytes.");
        }
    }
}
