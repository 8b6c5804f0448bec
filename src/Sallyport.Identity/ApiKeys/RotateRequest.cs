using System.ComponentModel.DataAnnotations;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The optional body of a rotation.</summary>
public sealed class RotateRequest
{
    internal const int MostMinutes = 7 * 24 * 60;

    /// <summary>Minutes for which the old key goes on working beside the new one, 0 to 10080 (a week). Default: 0, it ends at once.</summary>
    [Range(0, MostMinutes)]
    public int OverlapMinutes { get; init; }
}
