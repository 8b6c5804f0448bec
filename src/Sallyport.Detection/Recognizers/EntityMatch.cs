namespace Sallyport.Detection.Recognizers;

/// <summary>One sensitive value in a text.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="Score">How sure the recogniser is, 0 to 1.</param>
public readonly record struct EntityMatch(EntityType Type, int Start, int End, double Score)
{
    /// <summary>Length in UTF-16 units.</summary>
    public int Length => End - Start;
}
