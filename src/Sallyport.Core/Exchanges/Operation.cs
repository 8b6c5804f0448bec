namespace Sallyport.Core.Exchanges;

/// <summary>What the caller wants: the thing that is authorized, metered and recorded.</summary>
public sealed record Operation
{
    /// <summary>The operation's name in the plane's words, from a closed set, for example <c>chat</c> or <c>embeddings</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model, tool or agent asked for; empty where the operation has none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Whether the caller asked for a stream.</summary>
    public bool IsStreaming { get; init; }
}
