namespace Sallyport.Controls.Access;

/// <summary>The body that replaces a team's grants.</summary>
public sealed class GrantsRequest
{
    /// <summary>The grants; an empty list takes all away.</summary>
    public IReadOnlyList<GrantRequest>? Proxies { get; init; }
}
