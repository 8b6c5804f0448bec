namespace Sallyport.Controls.RateLimits;

/// <summary>What came of asking a bucket.</summary>
internal enum TokenOutcome
{
    /// <summary>The request may pass.</summary>
    Taken,

    /// <summary>No token is left.</summary>
    Empty,

    /// <summary>The bucket was replaced meanwhile; ask its successor.</summary>
    Retired,
}
