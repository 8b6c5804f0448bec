using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Access;

/// <summary>The body that makes or changes a team.</summary>
public sealed class TeamRequest
{
    /// <summary>Unique name, 1 to 64 characters.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>For people, at most 1,000 characters.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }

    /// <summary>Whether its keys work; none means unchanged, and true for a new team.</summary>
    public bool? Active { get; init; }

    /// <summary>Its grants; none means unchanged, and empty for a new team.</summary>
    public IReadOnlyList<GrantRequest>? Proxies { get; init; }

    internal FaultList FindFaults(IReadOnlySet<string> proxyIds)
    {
        var faults = new FaultList();
        var name = Name?.Trim() ?? "";
        faults.Require(name.Length is >= 1 and <= 64 && !name.Any(char.IsControl), "name", "The name must have 1 to 64 characters and no control characters.");
        faults.Require(Description is null or { Length: <= 1000 }, "description", "The description must have at most 1,000 characters.");
        GrantRequest.FindFaults(Proxies, proxyIds, faults);
        return faults;
    }
}
