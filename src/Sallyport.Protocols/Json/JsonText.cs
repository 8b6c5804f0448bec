using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sallyport.Protocols.Json;

/// <summary>
/// Decodes and encodes the content of JSON strings (RFC 8259, section 7). The bytes must have passed a JSON reader. A lone
/// surrogate escape stays one UTF-16 unit and is written back as an escape: it is legal JSON and some clients send it.
/// </summary>
public static class JsonText
{
    private static readonly SearchValues<char> NeedsEscape = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Decodes into a new string.</summary>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        var rented = ArrayPool<char>.Shared.Rent(content.Length);
        try
        {
            return new string(rented, 0, Decode(content, rented));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Decodes; <paramref name="destination"/> needs as many units as <paramref name="content"/> has bytes. Returns the units written.</summary>
    public static int Decode(ReadOnlySpan<byte> content, Span<char> destination)
    {
        var written = 0;
        while (true)
        {
            var escape = content.IndexOf((byte)'\\');
            var plain = escape < 0 ? content : content[..escape];
            written += Encoding.UTF8.GetChars(plain, destination[written..]);
            if (escape < 0)
            {
                return written;
            }

            content = content[escape..];
            var (unit, length) = ReadEscape(content);
            destination[written++] = unit;
            content = content[length..];
        }
    }

    /// <summary>Writes a text as the content of a JSON string, escaping only what must be.</summary>
    public static void Encode(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny(NeedsEscape);
            var plain = special < 0 ? text : text[..special];
            WritePlain(output, plain);
            if (special < 0)
            {
                return;
            }

            WriteEscape(output, text[special]);
            text = text[(special + 1)..];
        }
    }

    private static (char Unit, int Length) ReadEscape(ReadOnlySpan<byte> escape) => escape[1] switch
    {
        (byte)'n' => ('\n', 2),
        (byte)'t' => ('\t', 2),
        (byte)'r' => ('\r', 2),
        (byte)'b' => ('\b', 2),
        (byte)'f' => ('\f', 2),
        (byte)'u' => ((char)((Hex(escape[2]) << 12) | (Hex(escape[3]) << 8) | (Hex(escape[4]) << 4) | Hex(escape[5])), 6),
        var literal => ((char)literal, 2),
    };

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static void WritePlain(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // Pieces, so that one large replacement does not ask the writer for one large span.
            var span = output.GetSpan(Math.Min(text.Length * 3, 4096));
            var status = Utf8.FromUtf16(text, span, out var read, out var written, replaceInvalidSequences: false);
            output.Advance(written);
            text = text[read..];
            if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData)
            {
                WriteEscape(output, text[0]);
                text = text[1..];
            }
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, char unit)
    {
        var shorthand = unit switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => (byte)0,
        };
        var span = output.GetSpan(6);
        span[0] = (byte)'\\';
        if (shorthand != 0)
        {
            span[1] = shorthand;
            output.Advance(2);
            return;
        }

        span[1] = (byte)'u';
        for (var digit = 0; digit < 4; digit++)
        {
            span[2 + digit] = "0123456789abcdef"u8[(unit >> (12 - (4 * digit))) & 0xF];
        }

        output.Advance(6);
    }
}
