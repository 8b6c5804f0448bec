using System.Text;
using Sallyport.Core.Exchanges;
using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class BodySplicerTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(10_000, 10)]
    [InlineData(10, 10_000)]
    [InlineData(10_000, 10_000)]
    public void The_pieces_of_a_changed_body_are_the_bytes_of_one_written_in_one_go(int before, int after)
    {
        var body = Encoding.UTF8.GetBytes($"{{\"stream\":true,\"a\":\"{new string('x', before)}\",\"b\":\"mail\",\"c\":\"{new string('y', after)}\",\"d\":\"gone\"}}");
        TextSegment[] segments = [Segment(body, "mail", "<EMAIL_1> \"ü\""), Segment(body, "gone", "")];
        var usage = new UsageSplice(1, 0, UsageSpliceKind.FirstRootMember);
        using var whole = new PooledBytes(16);
        using var changes = new PooledBytes(16);
        BodySplicer.Write(whole, body, segments, usage);

        var pieces = BodySplicer.Cut(changes, body, segments, usage);

        Assert.Equal(Encoding.UTF8.GetString(whole.Span), string.Concat(pieces.Select(piece => Encoding.UTF8.GetString(piece.Span))));
        Assert.InRange(changes.Length, 1, Math.Max(1000, body.Length - before - after + 8000));
    }

    private static TextSegment Segment(byte[] body, string text, string replacement) => new()
    {
        Start = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{text}\"")) + 1,
        Length = text.Length,
        Text = text.AsMemory(),
        Replacement = replacement,
    };
}
