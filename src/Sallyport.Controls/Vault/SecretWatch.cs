using System.Text;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Vault;

/// <summary>Looks for one secret in all its forms in frames, also where a stream spreads it over several.</summary>
internal sealed class SecretWatch(string secret)
{
    // Shorter beginnings are too common to hold an answer up for, and tell nothing worth hiding.
    private const int ShortestBeginning = 4;

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(secret);
    private readonly SecretForms _forms = new(secret);
    private readonly Dictionary<int, string> _beginnings = [];

    /// <summary>Whether the text so far ends with what may be the beginning of the secret.</summary>
    internal bool IsPending
    {
        get
        {
            foreach (var beginning in _beginnings.Values)
            {
                if (beginning.Length >= ShortestBeginning)
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
                ? _forms.IsIn(segment.Text.Span)
                : Continues(segment.Channel, segment.Text.Span))
            {
                return true;
            }
        }

        return false;
    }

    private bool Continues(int channel, ReadOnlySpan<char> text) =>
        Look(channel, _beginnings.Remove(channel, out var known) ? string.Concat(known, text) : text);

    private bool Look(int channel, ReadOnlySpan<char> text)
    {
        if (_forms.IsIn(text))
        {
            return true;
        }

        var length = _forms.BeginningAtEnd(text);
        if (length > 0)
        {
            _beginnings[channel] = text[^length..].ToString();
        }

        return false;
    }
}
