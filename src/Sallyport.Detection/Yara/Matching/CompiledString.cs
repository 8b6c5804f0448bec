namespace Sallyport.Detection.Yara.Matching;

/// <summary>A string in the form the scan runs.</summary>
/// <param name="Name">Its name without the dollar.</param>
/// <param name="IsPrivate">Whether its matches stay unreported.</param>
/// <param name="Slot">Its match list.</param>
/// <param name="Parts">Slots of its parts, when it is a chain; else empty.</param>
/// <param name="Gaps">The jumps between the parts.</param>
internal sealed record CompiledString(string Name, bool IsPrivate, int Slot, IReadOnlyList<int> Parts, IReadOnlyList<(int Min, int Max)> Gaps);
