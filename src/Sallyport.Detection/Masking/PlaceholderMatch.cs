using System.Runtime.InteropServices;

namespace Sallyport.Detection.Masking;

/// <summary>What the reader met next.</summary>
/// <param name="Start">Where it starts; the length of the text when there is nothing more.</param>
/// <param name="Length">Its length; 0 when there is nothing more or it is still open.</param>
/// <param name="Value">The value to put in its place.</param>
/// <param name="IsOpen">The text ends inside what may become a placeholder.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlaceholderMatch(int Start, int Length, string Value, bool IsOpen);
