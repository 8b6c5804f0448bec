namespace Sallyport.Core.Exchanges;

/// <summary>
/// One unit of the answer: a whole JSON body, one server-sent event, or a piece of a body without text. Frames flow through
/// the response stages one by one. A frame and all it holds are valid until the next frame is asked for: the plane reuses its
/// buffers. A stage that keeps a frame longer calls <see cref="Detach"/> first.
/// </summary>
public sealed class ResponseFrame
{
    private readonly List<TextSegment> _segments = [];

    /// <summary>The bytes as the upstream sent them, framing included.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>The texts in it.</summary>
    public IReadOnlyList<TextSegment> Segments => _segments;

    /// <summary>Set on the last frame when the answer ends with a refusal instead of the upstream's words.</summary>
    public Denial? Denial { get; set; }

    /// <summary>
    /// Whether no text that has begun goes on after this frame, so that what was held back waiting for its rest must be let go.
    /// Not set where only one of several open texts ends: the others' rest may still come.
    /// </summary>
    public bool EndsText { get; set; }

    /// <summary>Whether the frame has been taken out of the plane's reuse by <see cref="Detach"/>.</summary>
    public bool IsDetached { get; private set; }

    /// <summary>Makes the frame that ends an answer with a refusal.</summary>
    public static ResponseFrame Refusal(Denial denial) => new() { Denial = denial, EndsText = true };

    /// <summary>Adds a text. Called by the plane.</summary>
    public void Add(TextSegment segment) => _segments.Add(segment);

    /// <summary>Empties the frame for reuse. Called by the plane, only on frames that are not detached.</summary>
    public void Reset()
    {
        Bytes = default;
        Denial = null;
        EndsText = false;
        _segments.Clear();
    }

    /// <summary>Copies what the frame borrows, so that it outlives the next read.</summary>
    public void Detach()
    {
        if (IsDetached)
        {
            return;
        }

        IsDetached = true;
        Bytes = Bytes.ToArray();
        foreach (var segment in _segments)
        {
            segment.Text = segment.Text.ToArray();
        }
    }
}
