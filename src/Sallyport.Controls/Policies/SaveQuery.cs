using Microsoft.AspNetCore.Mvc;

namespace Sallyport.Controls.Policies;

/// <summary>What a save of a policy may say about itself.</summary>
public sealed record SaveQuery
{
    /// <summary>The longest comment, in characters.</summary>
    public const int MaxComment = 500;

    /// <summary>The version that the change began with; 409 when somebody saved another one meanwhile. Left out: whatever is there is replaced.</summary>
    [FromQuery(Name = "base_version")]
    public long? BaseVersion { get; init; }

    /// <summary>Why, for the history; at most 500 characters.</summary>
    [FromQuery(Name = "comment")]
    public string? Comment { get; init; }
}
