namespace Sallyport.Controls.Outside;

/// <summary>What came of trying a detector.</summary>
/// <param name="Flagged">Whether it found something; null where it gave no verdict.</param>
/// <param name="Category">What it found, or null.</param>
/// <param name="Score">How sure it is, 0 to 1; null where it gave no verdict.</param>
/// <param name="Reason">Its own words; null where it gave no verdict.</param>
/// <param name="Fault">Why it gave no verdict; null where it gave one.</param>
/// <param name="Detail">The fault in words; empty where there is none.</param>
/// <param name="DurationMs">How long it took in milliseconds.</param>
/// <param name="InputTokens">Tokens it says it read.</param>
/// <param name="OutputTokens">Tokens it says it wrote.</param>
/// <param name="CostUsd">US dollars, or null where no price is known.</param>
/// <param name="Sent">The text as it left the gateway.</param>
public sealed record OutsideTestView(
    bool? Flagged,
    string? Category,
    double? Score,
    string? Reason,
    OutsideFault? Fault,
    string Detail,
    double DurationMs,
    long InputTokens,
    long OutputTokens,
    decimal? CostUsd,
    string Sent);
