using Microsoft.Extensions.Options;

namespace Sallyport.Identity.Tokens;

/// <summary>Finds every fault of <see cref="TokenOptions"/>.</summary>
public sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        RequireText(faults, "Issuer", options.Issuer);
        RequireText(faults, "Audience", options.Audience);
        if (!TokenAlgorithms.TryParse(options.Algorithm, out _))
        {
            faults.Add($"Tokens:Algorithm is '{options.Algorithm}'; it must be ES256, RS256 or PS256.");
        }

        RequireRange(faults, "MaxLifetime", options.MaxLifetime, TimeSpan.FromMinutes(1), AccessToken.LongestLife);
        RequireRange(faults, "DefaultLifetime", options.DefaultLifetime, TimeSpan.FromMinutes(1), options.MaxLifetime);
        RequireRange(faults, "KeyLifetime", options.KeyLifetime, TimeSpan.FromDays(1), TimeSpan.FromDays(365));
        RequireRange(faults, "PublishAhead", options.PublishAhead, TimeSpan.Zero, TimeSpan.FromHours(24));
        RequireRange(faults, "MaxRemembered", options.MaxRemembered, 100, 1_000_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void RequireText(List<string> faults, string key, string value)
    {
        if (value.Trim().Length is < 1 or > 256)
        {
            faults.Add($"Tokens:{key} must have 1 to 256 characters.");
        }
    }

    private static void RequireRange<T>(List<string> faults, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add($"Tokens:{key} is {value}; it must be {least} to {most}.");
        }
    }
}
