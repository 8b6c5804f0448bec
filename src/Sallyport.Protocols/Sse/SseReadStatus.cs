namespace Sallyport.Protocols.Sse;

/// <summary>What <see cref="SseFramer.TryRead"/> came to.</summary>
public enum SseReadStatus
{
    /// <summary>The event is not complete yet; call again with more bytes behind the same ones.</summary>
    NeedMore,

    /// <summary>One whole event.</summary>
    Event,
}
