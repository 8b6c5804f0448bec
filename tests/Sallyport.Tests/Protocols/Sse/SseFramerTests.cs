using System.Buffers;
using System.Text;
using Sallyport.Protocols.Sse;
using Xunit;

namespace Sallyport.Tests.Protocols.Sse;

public sealed class SseFramerTests
{
    private const string Mixed = "\uFEFFevent: a\ndata: one\n\n: comment\n\ndata:two\r\nid: 7\r\n\r\n\ndata: x\rdata: y\r\revent: b\r\ndata\r\n\r\ndata: é🚀\n\nretry: 5\ndatax: no\n\n";

    public static TheoryData<string> Streams => [Mixed, Mixed.Replace("\n", "\r\n", StringComparison.Ordinal), "data: cut off", "data: a\r\r", "data: a\r\n\r\n\r\n", ""];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Any_chunking_gives_the_same_events(string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var expected = Read(bytes, [bytes.Length]);
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.Equal(expected, Read(bytes, [size]));
            Assert.Equal(expected, Read(bytes, [size, 1, 3]));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Events_put_together_are_the_stream(string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        Assert.Equal(stream, string.Concat(Read(bytes, [bytes.Length]).Select(read => read.Whole)));
    }

    [Fact]
    public void Names_and_payloads_are_found() => Assert.Equal(
        [("a", "one", 1), ("", "", 0), ("", "two", 1), ("", "", 0), ("", "x", 2), ("b", "", 1), ("", "é🚀", 1), ("", "", 0)],
        Read(Encoding.UTF8.GetBytes(Mixed), [7]).Select(read => (read.Name, read.Payload, read.Lines)));

    [Fact]
    public void A_stream_that_ends_within_an_event_gives_what_came_marked_as_cut_off()
    {
        Assert.Equal(SseReadStatus.Event, new SseFramer().TryRead("data: half"u8, isFinal: true, out var read));
        Assert.True(read.IsCutOff);
        Assert.Equal(4, read.DataLength);
    }

    [Fact]
    public void Several_data_lines_join_to_one_and_nothing_but_a_plain_name_stays()
    {
        var output = new ArrayBufferWriter<byte>();
        SseFramer.Join("event: a\r\ndata: {\r\ndata:\"x\":1}\r\nid: 3\r\n\r\n"u8, output);
        Assert.Equal("event: a\ndata: { \"x\":1}\n\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("data: x\n\n", false, null)]
    [InlineData("event: message_start\ndata: x\n\n", false, null)]
    [InlineData(":\n\n", false, null)]
    [InlineData("\n", false, null)]
    [InlineData(": a comment\n\n", true, ":\n\n")]
    [InlineData(": x\u2028data: {}\u2028\u2028\ndata: x\n\n", true, "data: x\n\n")]
    [InlineData(" data: x\n\n", true, ":\n\n")]
    [InlineData("DATA: x\n\n", true, ":\n\n")]
    [InlineData("id: 7\nretry: 1\ndata: x\n\n", true, "data: x\n\n")]
    [InlineData("event: a text, not a name\ndata: x\n\n", true, "data: x\n\n")]
    [InlineData("event: a text, not a name\nevent: b\ndata: x\n\n", true, "event: b\ndata: x\n\n")]
    public void What_nobody_inspects_is_seen_and_left_out_when_joined(string text, bool hasOther, string? joined)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(SseReadStatus.Event, new SseFramer().TryRead(bytes, isFinal: true, out var read));
        Assert.Equal(hasOther, read.HasOther);

        var output = new ArrayBufferWriter<byte>();
        SseFramer.Join(bytes, output);
        Assert.Equal(joined, hasOther ? Encoding.UTF8.GetString(output.WrittenSpan) : null);
    }

    private static List<(string Name, string Payload, int Lines, string Whole)> Read(byte[] bytes, int[] sizes)
    {
        var framer = new SseFramer();
        var events = new List<(string, string, int, string)>();
        int start = 0, end = 0, turn = 0;
        while (true)
        {
            while (framer.TryRead(bytes.AsSpan(start, end - start), end == bytes.Length, out var read) == SseReadStatus.Event)
            {
                var whole = bytes.AsSpan(start, read.Length);
                events.Add((
                    Encoding.UTF8.GetString(whole.Slice(read.NameStart, read.NameLength)),
                    Encoding.UTF8.GetString(whole.Slice(read.DataStart, read.DataLength)),
                    read.DataLines,
                    Encoding.UTF8.GetString(whole)));
                start += read.Length;
            }

            if (end == bytes.Length)
            {
                return events;
            }

            end = Math.Min(bytes.Length, end + sizes[turn++ % sizes.Length]);
        }
    }
}
