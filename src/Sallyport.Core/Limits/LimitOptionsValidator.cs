using Microsoft.Extensions.Options;

namespace Sallyport.Core.Limits;

/// <summary>Checks <see cref="LimitOptions"/> at start and reports all faults together.</summary>
public sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    /// <summary>The longest <see cref="LimitOptions.DrainTimeout"/>.</summary>
    public static readonly TimeSpan MostDrain = TimeSpan.FromHours(1);

    private const long LeastBytes = 1L << 20;
    private const long MostBytes = 1L << 40;
    private const int MostRefusals = 100_000;

    private static readonly TimeSpan LeastWrite = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostWrite = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var faults = new List<string>();
        if (options.BufferedBytes != 0 && options.BufferedBytes is < LeastBytes or > MostBytes)
        {
            faults.Add($"Limits:{nameof(options.BufferedBytes)}: {options.BufferedBytes} is neither 0 nor between {LeastBytes} and {MostBytes} bytes.");
        }

        if (options.StrangerRefusalsPerMinute is < 1 or > MostRefusals)
        {
            faults.Add($"Limits:{nameof(options.StrangerRefusalsPerMinute)}: {options.StrangerRefusalsPerMinute} is not between 1 and {MostRefusals}.");
        }

        if (options.ClientWriteTimeout < LeastWrite || options.ClientWriteTimeout > MostWrite)
        {
            faults.Add($"Limits:{nameof(options.ClientWriteTimeout)}: {options.ClientWriteTimeout} is not between {LeastWrite} and {MostWrite}.");
        }

        if (options.DrainTimeout < TimeSpan.Zero || options.DrainTimeout > MostDrain)
        {
            faults.Add($"Limits:{nameof(options.DrainTimeout)}: {options.DrainTimeout} is not between 0 and {MostDrain}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
