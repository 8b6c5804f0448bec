namespace Sallyport.Core.Health;

/// <summary>What an operator should know about the store.</summary>
public sealed record StoreDescription
{
    /// <summary><c>sqlite</c> or <c>postgresql</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The engine's version.</summary>
    public required string Version { get; init; }

    /// <summary>Where the engine comes from: which native library, or the server.</summary>
    public required string Source { get; init; }

    /// <summary>The file's path, or host, port and name; never a password.</summary>
    public required string Location { get; init; }

    /// <summary>What is wrong or risky; empty when nothing is.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why the store does not answer, or null when it does. Stands among the warnings too.</summary>
    public string? Fault { get; init; }
}
