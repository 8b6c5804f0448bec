using Microsoft.Extensions.Options;

namespace Sallyport.Controls.Audit;

/// <summary>Finds every fault of <see cref="AuditOptions"/>.</summary>
public sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var faults = new List<string>();
        if (options.QueueEntries is < 1_000 or > 1_000_000)
        {
            faults.Add($"Audit:QueueEntries is {options.QueueEntries}; it must be 1000 to 1000000.");
        }

        if (options.FlushInterval < TimeSpan.FromMilliseconds(1) || options.FlushInterval > TimeSpan.FromSeconds(5))
        {
            faults.Add($"Audit:FlushInterval is {options.FlushInterval}; it must be 00:00:00.001 to 00:00:05.");
        }

        if (options.SigningInterval < TimeSpan.FromSeconds(1) || options.SigningInterval > TimeSpan.FromDays(1))
        {
            faults.Add($"Audit:SigningInterval is {options.SigningInterval}; it must be 00:00:01 to 1.00:00:00.");
        }

        foreach (var (setting, days) in (ReadOnlySpan<(string, int)>)[("ExchangeDays", options.ExchangeDays), ("SignInDays", options.SignInDays), ("ChangeDays", options.ChangeDays)])
        {
            if (days is < 0 or > 36_500)
            {
                faults.Add($"Audit:{setting} is {days}; it must be 0 to 36500.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
