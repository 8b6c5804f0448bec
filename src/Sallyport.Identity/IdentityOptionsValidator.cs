using Sallyport.Core.Access;
using Microsoft.Extensions.Options;
using Sallyport.Identity.Users;

namespace Sallyport.Identity;

/// <summary>Finds every fault of <see cref="IdentityOptions"/>.</summary>
public sealed class IdentityOptionsValidator(IOptions<PasswordOptions> passwords) : IValidateOptions<IdentityOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var faults = new List<string>();
        if (!string.IsNullOrEmpty(options.AdminPassword) && FindPasswordFault(options.AdminPassword) is { } fault)
        {
            faults.Add($"Identity:AdminPassword (SALLYPORT_ADMIN_PASSWORD): {fault}");
        }

        if (options.RequireSecondFactorFrom.ToLowerInvariant() is not ("none" or "viewer" or "operator" or "admin"))
        {
            faults.Add($"Identity:RequireSecondFactorFrom is '{options.RequireSecondFactorFrom}'; it must be none, viewer, operator or admin.");
        }

        RequireRange(faults, "SessionLifetime", options.SessionLifetime, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30));
        RequireRange(faults, "AccessLifetime", options.AccessLifetime, TimeSpan.FromMinutes(1), options.SessionLifetime);
        RequireRange(faults, "SessionIdleTimeout", options.SessionIdleTimeout, TimeSpan.FromMinutes(1), options.SessionLifetime);
        RequireRange(faults, "MaxConcurrentPasswordHashes", options.MaxConcurrentPasswordHashes, 1, 64);
        RequireRange(faults, "SignInFailuresPerAccount", options.SignInFailuresPerAccount, 3, 100);
        RequireRange(faults, "SignInFailuresPerAddress", options.SignInFailuresPerAddress, 3, 10_000);
        RequireRange(faults, "ApiKeyFailuresPerAddress", options.ApiKeyFailuresPerAddress, 10, 100_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private string? FindPasswordFault(string password)
    {
        try
        {
            return new PasswordPolicy(passwords).FindFault(password, AdminBootstrap.UserName, PermissionReach.Administer);
        }
        catch (OptionsValidationException)
        {
            // The rules themselves have faults, which their own section reports.
            return null;
        }
    }

    private static void RequireRange<T>(List<string> faults, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add($"Identity:{key} is {value}; it must be {least} to {most}.");
        }
    }
}
