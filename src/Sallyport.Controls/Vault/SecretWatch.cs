using System.Text;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Vault;

/// <summary>Looks for one secret in frames, also where a stream spreads it over several.</summary>
internal sealed class SecretWatch(string secret)
{
    // Shorter beginnings are too common to hold an answer up for, and tell nothing worth hiding.
    private const int ShortestBeginning = 4;

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(secret);
    private readonly Dictionary<int, int> _beginnings = [];

    /// <summary>Whether the text so far ends with what may be the beginning of the secret.</summary>
    internal bool IsPending
    {
        get
        {
            foreach (var length in _beginnings.Values)
            {
                if (length >= ShortestBeginning)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the secret is complete with this frame.</summary>
    internal bool Finds(ResponseFrame frame)
    {
        // The bytes too: names of properties and comments are no texts.
        if (frame.Bytes.Span.IndexOf(_bytes) >= 0)
        {
            return true;
        }

        foreach (var segment in frame.Segments)
        {
            if (segment.Channel == TextSegment.WholeText
                ? segment.Text.Span.Contains(secret, StringComparison.Ordinal)
                : Continues(segment.Channel, segment.Text.Span))
            {
                return true;
            }
        }

        return false;
    }

    private bool Continues(int channel, ReadOnlySpan<char> text)
    {
        if (_beginnings.Remove(channel, out var known))
        {
            return Look(channel, string.Concat(secret.AsSpan(0, known), text));
        }

        return Look(channel, text);
    }

    private bool Look(int channel, ReadOnlySpan<char> text)
    {
        if (text.Contains(secret, StringComparison.Ordinal))
        {
            return true;
        }

        var end = BeginningAtEnd(text);
        if (end > 0)
        {
            _beginnings[channel] = end;
        }

        return false;
    }

    // The longest end of the text that is a beginning of the secret: the first place from the left that fits.
    private int BeginningAtEnd(ReadOnlySpan<char> text)
    {
        var tail = text[Math.Max(0, text.Length - secret.Length + 1)..];
        while (true)
        {
            var first = tail.IndexOf(secret[0]);
            if (first < 0)
            {
                return 0;
            }

            tail = tail[first..];
            if (secret.AsSpan().StartsWith(tail, StringComparison.Ordinal))
            {
                return tail.Length;
            }

            tail = tail[1..];
        }
    }
}
