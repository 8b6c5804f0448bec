using System.Runtime.InteropServices;

namespace Sallyport.Detection.Matching;

/// <summary>The stretch of a text in which a pattern may match, while it still grows.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OpenRegion
{
    /// <summary>Where a match may start at the earliest.</summary>
    public int Start;

    /// <summary>Where it must end at the latest; 0 while there is no region.</summary>
    public int End;

    /// <summary>From where on it pays to ask again whether the partner was seen.</summary>
    public int NextLook;
}
