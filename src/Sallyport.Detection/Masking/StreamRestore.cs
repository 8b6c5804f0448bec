namespace Sallyport.Detection.Masking;

/// <summary>What a step of a <see cref="StreamRestorer"/> decided.</summary>
/// <param name="ReleasedThrough">Number of the last fragment that is now final; all later ones must be held. -1 when none is.</param>
/// <param name="Edits">New texts among the fragments this step released; the others are passed on as they came.</param>
public readonly record struct StreamRestore(int ReleasedThrough, IReadOnlyList<FragmentEdit> Edits);
