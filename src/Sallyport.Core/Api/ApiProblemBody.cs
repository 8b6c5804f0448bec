using System.Text.Json.Serialization;

namespace Sallyport.Core.Api;

/// <summary>The members of a problem document (RFC 9457 §3.1) with our extensions.</summary>
public sealed record ApiProblemBody
{
    /// <summary>Identifies the kind of problem: a URN made of the code.</summary>
    public required string Type { get; init; }

    /// <summary>The status in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong here, and the remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>Joins the answer with the audit trail.</summary>
    public required string RequestId { get; init; }

    /// <summary>Faults by member of the request body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
