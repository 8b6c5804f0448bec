namespace Sallyport.IntegrationTests.Llm;

/// <summary>A body that arrives in slices of one size, as a network may deliver it.</summary>
internal sealed class SlicedStream(byte[] bytes, int size) : MemoryStream(bytes, writable: false)
{
    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
