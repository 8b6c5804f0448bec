using System.Runtime.InteropServices;

namespace Sallyport.Detection.Matching;

/// <summary>A literal's owner.</summary>
/// <param name="Pattern">Index of the pattern.</param>
/// <param name="Length">Length of the literal.</param>
/// <param name="StartsWord">Whether the literal counts only where no letter, digit or underscore stands before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LiteralHit(int Pattern, int Length, bool StartsWord = false)
{
    /// <summary>Whether the literal, which ends before <paramref name="end"/>, stands where it counts.</summary>
    public bool Counts(ReadOnlySpan<char> text, int end)
    {
        var before = end - Length - 1;
        return !StartsWord || (uint)before >= (uint)text.Length || !(char.IsAsciiLetterOrDigit(text[before]) || text[before] == '_');
    }
}
