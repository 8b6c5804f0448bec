namespace Sallyport.Planes.Llm;

/// <summary>What stands where <see cref="UsageSplice"/> changes a body.</summary>
internal enum UsageSpliceKind
{
    /// <summary><c>include_usage</c> with another value.</summary>
    Value,

    /// <summary><c>stream_options</c> with null.</summary>
    Object,

    /// <summary>An empty <c>stream_options</c>.</summary>
    OnlyMember,

    /// <summary>A <c>stream_options</c> with other members.</summary>
    FirstMember,

    /// <summary>No <c>stream_options</c>.</summary>
    FirstRootMember,
}
