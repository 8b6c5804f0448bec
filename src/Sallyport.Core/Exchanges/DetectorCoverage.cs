namespace Sallyport.Core.Exchanges;

/// <summary>Says truthfully how completely one detector looked at an exchange.</summary>
/// <param name="Name">The detector.</param>
/// <param name="State">How completely it looked.</param>
public sealed record DetectorCoverage(string Name, DetectorState State);
