namespace Sallyport.Controls.Outside;

/// <summary>An outside detector's judgement of a question's texts.</summary>
/// <param name="Category">What it found; null: nothing.</param>
/// <param name="Score">How sure it is, 0 to 1; 0 where it found nothing.</param>
/// <param name="Reason">Its own words, at most 300 characters. They may repeat the texts, so they are shown to who tries a detector and recorded nowhere.</param>
public sealed record OutsideVerdict(string? Category, double Score, string Reason)
{
    internal const int MaxReason = 300;

    /// <summary>Nothing found.</summary>
    public static OutsideVerdict Clean(string reason) => new(null, 0, Shorten(reason));

    /// <summary>Something found.</summary>
    public static OutsideVerdict Found(string category, double score, string reason) => new(category, score, Shorten(reason));

    /// <summary>Does not repeat the reason.</summary>
    public override string ToString() => Category ?? "clean";

    // A stranger's words on their way to a screen: no control or direction characters, and not many.
    private static string Shorten(string reason)
    {
        var plain = string.Concat(reason.Where(character => !char.IsControl(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format));
        return plain.Length <= MaxReason ? plain : plain[..MaxReason];
    }
}
