using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

public sealed class EarlyAnswerStreamTests
{
    [Fact]
    public void Two_waiting_writes_start_one_watcher_and_one_read()
    {
        var before = SynchronizationContext.Current;
        var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        try
        {
            using var inner = new SilentStream();
            using var stream = new EarlyAnswerStream(inner);
            var first = stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
            var second = stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
            Assert.Equal(1, inner.Reads);

            // The start of an answer that may still become an error: the read's own turn and one of each watcher, which reads on.
            // From outside of the context, on which whoever waits would go on without a turn.
            SynchronizationContext.SetSynchronizationContext(null);
            inner.Say((byte)'H');
            turns.TakeAll();

            Assert.Equal((2, 2), (turns.Taken, inner.Reads));
            Assert.False(first.IsCompleted || second.IsCompleted);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Keeps what waited until it is asked for, and counts it.</summary>
    private sealed class Turns : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _waiting = new();

        public int Taken { get; private set; }

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

        public void TakeAll()
        {
            while (_waiting.TryDequeue(out var turn))
            {
                Taken++;
                turn.Callback(turn.State);
            }
        }
    }

    /// <summary>Takes no write to its end, and says what it is told to.</summary>
    private sealed class SilentStream : MemoryStream
    {
        private TaskCompletionSource<int> _read = new();
        private Memory<byte> _buffer;

        public int Reads { get; private set; }

        public void Say(byte value)
        {
            _buffer.Span[0] = value;
            _read.SetResult(1);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            _buffer = buffer;
            _read = new TaskCompletionSource<int>();
            return new ValueTask<int>(_read.Task);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource().Task);
    }
}
