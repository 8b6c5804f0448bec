using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;

namespace Sallyport.Identity.ApiKeys;

/// <summary>What can be changed of a key. What is left out stays.</summary>
public sealed class ApiKeyChangeRequest
{
    /// <summary>For people, 1 to 64 characters.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>What it is for, at most 500 characters.</summary>
    [MaxLength(ApiKeyRequest.LongestDescription)]
    public string? Description { get; init; }

    /// <summary>Words to find it by: at most 20, each 1 to 32 characters.</summary>
    [MaxLength(ApiKeyRequest.MostTags)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What it is narrowed to, whole; an empty object narrows nothing.</summary>
    public KeyScope? Scope { get; init; }

    internal FaultList FindFaults(ProxyTable proxies)
    {
        var faults = new FaultList();
        faults.Require(Name is null || Name.Trim().Length is >= 1 and <= 64, "name", "The name must have 1 to 64 characters.");
        ApiKeyRequest.FindFaults(Description, Tags, Scope, proxies, faults);
        return faults;
    }

    internal ApiKey ApplyTo(ApiKey key, ProxyTable proxies) => key with
    {
        Name = Name?.Trim() ?? key.Name,
        Description = Description?.Trim() ?? key.Description,
        Tags = Tags is null ? key.Tags : ApiKeyRequest.Clean(Tags),
        Scope = Scope is null ? key.Scope : Scope.Normalise(proxies),
    };
}
