namespace Sallyport.Core.Health;

/// <summary>What operators see of the store.</summary>
public interface IStoreDescription
{
    /// <summary><c>sqlite</c> or <c>postgresql</c>.</summary>
    string Dialect { get; }

    /// <summary>The engine's version and where it comes from.</summary>
    string EngineVersion { get; }

    /// <summary>What an operator should know, such as a version with known faults.</summary>
    IReadOnlyList<string> Warnings { get; }
}
