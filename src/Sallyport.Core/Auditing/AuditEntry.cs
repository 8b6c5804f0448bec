namespace Sallyport.Core.Auditing;

/// <summary>
/// One record of the audit trail: an exchange or a management change, in one schema. Never holds prompts, answers or secrets.
/// </summary>
public sealed record AuditEntry
{
    private string? _details;

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>For example <c>exchange</c>, <c>proxy.created</c>, <c>auth.login.failed</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Joins the record with the response's <c>X-Request-Id</c>; for exchanges it is the exchange's id.</summary>
    public required string RequestId { get; init; }

    /// <summary><c>api_key</c>, <c>user</c>, <c>system</c> or <c>nobody</c>.</summary>
    public required string ActorType { get; init; }

    /// <summary>The actor's id, or empty.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>The actor's name at the time.</summary>
    public string ActorName { get; init; } = "";

    /// <summary>The actor's team id, or null.</summary>
    public string? TeamId { get; init; }

    /// <summary>What was acted on: <c>proxy</c>, <c>api_key</c>, <c>team</c>, <c>user</c>, <c>policy</c>, <c>setting</c>, <c>session</c>.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>Its id.</summary>
    public string ResourceId { get; init; } = "";

    /// <summary>Its name at the time.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary><c>success</c> or <c>failure</c> for management; for exchanges allowed, masked, flagged, blocked, denied, failed or aborted.</summary>
    public required string Result { get; init; }

    /// <summary>The caller's address.</summary>
    public string SourceIp { get; init; } = "";

    /// <summary>A JSON object: old and new values with secrets masked, or an exchange's stages and findings.</summary>
    public string Details
    {
        get => _details ??= WriteDetails?.Invoke() ?? "{}";
        init => _details = value;
    }

    /// <summary>
    /// Writes <see cref="Details"/> when they are first read, which is when the entry is stored: the caller whose exchange it is, and who may have sent
    /// the next request on the same connection already, does not wait for it. Does not throw; may be called by two threads.
    /// </summary>
    public Func<string>? WriteDetails { private get; init; }

    /// <summary>The figures of an exchange; null for management changes.</summary>
    public ExchangeFigures? Exchange { get; init; }
}
