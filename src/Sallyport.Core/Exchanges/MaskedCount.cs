namespace Sallyport.Core.Exchanges;

/// <summary>How many distinct values of one type were masked.</summary>
/// <param name="EntityType">For example <c>EMAIL</c>.</param>
/// <param name="Count">Distinct values.</param>
public sealed record MaskedCount(string EntityType, int Count)
{
    /// <summary>The mode of values that stand behind placeholders.</summary>
    public const string Restorable = "placeholder";

    /// <summary>How: placeholder, hash, partial or drop.</summary>
    public string Mode { get; init; } = Restorable;
}
