using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Vault;

/// <summary>Looks for one secret in all its forms in frames, also where a stream spreads it over several.</summary>
internal sealed class SecretWatch(ISecretForms forms)
{
    // Shorter beginnings are too common to hold an answer up for, and tell nothing worth hiding.
    private const int ShortestBeginning = 4;

    // Made when a text first ends with a beginning: most answers never need it.
    private Dictionary<int, string>? _beginnings;

    /// <summary>Whether the text so far ends with what may be the beginning of the secret.</summary>
    internal bool IsPending
    {
        get
        {
            if (_beginnings is null)
            {
                return false;
            }

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
        if (forms.IsIn(frame.Bytes.Span))
        {
            return true;
        }

        foreach (var segment in frame.Segments)
        {
            if (segment.Channel == TextSegment.WholeText
                ? forms.IsIn(segment.Text.Span)
                : Continues(segment.Channel, segment.Text.Span))
            {
                return true;
            }
        }

        return false;
    }

    private bool Continues(int channel, ReadOnlySpan<char> text) =>
        Look(channel, _beginnings is not null && _beginnings.Remove(channel, out var known) ? string.Concat(known, text) : text);

    private bool Look(int channel, ReadOnlySpan<char> text)
    {
        if (forms.IsIn(text))
        {
            return true;
        }

        var length = forms.BeginningAtEnd(text);
        if (length > 0)
        {
            (_beginnings ??= [])[channel] = text[^length..].ToString();
        }

        return false;
    }
}
