using Microsoft.Extensions.Options;

namespace Sallyport.Admin;

/// <summary>Checks <see cref="AdminOptions"/> at start and reports all faults together.</summary>
public sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        // "*" is no host name, so nobody can allow all of them: that would be no list.
        var faults = options.AllowedHosts.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns)
            .Select(host => $"Admin:AllowedHosts: '{host}' is not a host name such as gateway.example.com (no scheme, no port, no *).").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
