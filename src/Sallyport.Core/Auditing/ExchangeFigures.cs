namespace Sallyport.Core.Auditing;

/// <summary>What lists and sums show of an exchange.</summary>
public sealed record ExchangeFigures
{
    /// <summary>The plane's kind, lower case.</summary>
    public required string Kind { get; init; }

    /// <summary>The operation's name, or empty when the request was refused before it was read.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The model, tool or agent.</summary>
    public string Subject { get; init; } = "";

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path without query, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>HTTP status the caller got.</summary>
    public required int Status { get; init; }

    /// <summary>The denial's stable code, or null.</summary>
    public string? DenialCode { get; init; }

    /// <summary>Whole time in microseconds.</summary>
    public required long DurationMicroseconds { get; init; }

    /// <summary>Time to the upstream's head in microseconds; 0 when never sent.</summary>
    public long UpstreamMicroseconds { get; init; }

    /// <summary>Input tokens.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars, or null where no price is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How many findings.</summary>
    public int FindingCount { get; init; }

    /// <summary>The gravest finding's category, or null.</summary>
    public string? TopCategory { get; init; }

    /// <summary>How many distinct values were masked.</summary>
    public int MaskedCount { get; init; }

    /// <summary>Whether the answer was a stream.</summary>
    public bool IsStreaming { get; init; }
}
