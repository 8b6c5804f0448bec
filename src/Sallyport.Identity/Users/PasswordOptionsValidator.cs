using Microsoft.Extensions.Options;

namespace Sallyport.Identity.Users;

/// <summary>Finds every fault of <see cref="PasswordOptions"/>.</summary>
public sealed class PasswordOptionsValidator : IValidateOptions<PasswordOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PasswordOptions options)
    {
        var faults = new List<string>();
        RequireRange(faults, "MinLength", options.MinLength, 8, 64);
        RequireRange(faults, "AdminMinLength", options.AdminMinLength, 8, 64);
        RequireRange(faults, "RequiredKinds", options.RequiredKinds, 0, 4);
        RequireRange(faults, "History", options.History, 0, 24);
        RequireRange(faults, "MaxAge", options.MaxAge, TimeSpan.Zero, TimeSpan.FromDays(3650));
        RequireRange(faults, "HashMemoryMib", options.HashMemoryMib, 19, 256);
        RequireRange(faults, "HashPasses", options.HashPasses, 2, 10);
        if (options.BreachListFile is { Length: > 0 } path && BreachList.FindFault(path) is { } fault)
        {
            faults.Add($"Passwords:BreachListFile: {fault}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void RequireRange<T>(List<string> faults, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add($"Passwords:{key} is {value}; it must be {least} to {most}.");
        }
    }
}
