using System.Runtime.InteropServices;

namespace Sallyport.Detection.Matching;

/// <summary>A stretch of a stream in which a pattern whose literal was seen may match; positions count the lane's characters.</summary>
/// <param name="Pattern">Index of the pattern.</param>
/// <param name="Start">Where a match may start at the earliest.</param>
/// <param name="End">Where it must end at the latest.</param>
/// <param name="Waiting">Where a match starts that is there but may grow, or whose surroundings have not come; -1 when there is none.</param>
/// <param name="Searched">Up to where the text was searched last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PendingRegion(int Pattern, int Start, int End, int Waiting = -1, int Searched = 0);
