namespace Sallyport.Controls.RateLimits;

/// <summary>A limit that is used up.</summary>
/// <param name="What">What is counted, in words.</param>
/// <param name="Limit">How much there is of it.</param>
/// <param name="BeginsAnewIn">When it begins anew.</param>
internal sealed record QuotaBreach(string What, long Limit, TimeSpan BeginsAnewIn);
