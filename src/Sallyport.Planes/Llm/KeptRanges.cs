using System.Buffers;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Puts a changed body together from ranges of the old one and a buffer of changes. Ranges shorter than <see cref="Shortest"/> are copied to
/// the changes: many small pieces would cost more than their bytes.
/// </summary>
/// <param name="changes">Receives the changes.</param>
/// <param name="source">The body as it was.</param>
internal sealed class KeptRanges(PooledBytes changes, ReadOnlyMemory<byte> source)
{
    private const int Shortest = 4096;

    // Positions, not memory: the buffer of changes moves while it grows.
    private readonly List<(int At, int Start, int Length)> _kept = [];
    private int _done;

    /// <summary>Keeps what stands before the range, leaves the range out, and answers where its replacement is written.</summary>
    internal PooledBytes Replace(int start, int length)
    {
        Keep(start);
        _done = start + length;
        return changes;
    }

    /// <summary>Keeps the rest and answers all pieces in order.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Finish()
    {
        Keep(source.Length);
        var pieces = new List<ReadOnlyMemory<byte>>((2 * _kept.Count) + 1);
        var written = 0;
        foreach (var (at, start, length) in _kept)
        {
            pieces.Add(changes.Written[written..at]);
            pieces.Add(source.Slice(start, length));
            written = at;
        }

        pieces.Add(changes.Written[written..]);
        return pieces;
    }

    private void Keep(int end)
    {
        var length = end - _done;
        if (length < Shortest)
        {
            changes.Write(source.Span[_done..end]);
        }
        else
        {
            _kept.Add((changes.Length, _done, length));
        }

        _done = end;
    }
}
