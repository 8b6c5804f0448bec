using System.Runtime.InteropServices;
using System.Text;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// One text that runs through a stream: what of it is certain, and what of it is to be cut out. Positions count the channel's characters.
/// What is held back is bounded by <see cref="MostHeld"/>: what no rule has completed by then is let go.
/// </summary>
internal sealed class JudgedChannel(DetectionEngine engine, CompiledPolicy policy) : IDisposable
{
    /// <summary>The most characters held back: the longest match (400) with its surroundings (120).</summary>
    internal const int MostHeld = 520;

    private readonly List<Fragment> _open = [];
    private readonly List<(int Start, int End)> _cuts = [];
    private WindowedScanner? _scanner;
    private int _scannerStart;
    private int _certain;
    private int _released;
    private int _keyThrough;
    private bool _endsInEscape;

    public void Dispose() => _scanner?.Dispose();

    internal ScanResult Append(TextSegment segment)
    {
        _scanner ??= engine.OpenWindow(policy, ScanDirection.Output);
        var start = _scannerStart + _scanner.Position;
        var result = _scanner.Append(segment.Text.Span);
        var end = start + segment.Text.Length;
        _open.Add(new Fragment(segment, start, end, _endsInEscape));
        _endsInEscape = segment.IsJsonText && Redaction.IsEscaped(segment.Text.Span, segment.Text.Length, _endsInEscape);
        var held = _scanner.HeldFrom;
        _certain = held == int.MaxValue ? end : Math.Max(_scannerStart + held, end - MostHeld);
        return result;
    }

    /// <summary>Ends the text: what might have grown with more of it is judged as it is. A channel that speaks again begins anew.</summary>
    internal ScanResult Complete()
    {
        if (_scanner is not { } scanner)
        {
            return ScanResult.Clean;
        }

        using (scanner)
        {
            var result = scanner.Complete();
            _certain = _scannerStart + scanner.Position;
            return result;
        }
    }

    /// <summary>After <see cref="Complete"/>, when its findings were cut out: makes ready for a text that begins anew.</summary>
    internal void Restart()
    {
        _scanner = null;
        _scannerStart = _certain;
    }

    /// <summary>Takes the findings that are to be redacted out of what is still here. False when that is not possible any more, or not allowed.</summary>
    internal bool TryCut(ScanResult result)
    {
        foreach (var finding in result.Findings)
        {
            if (finding.Action >= RuleAction.Redact && !TryCut(_scannerStart + finding.Start, _scannerStart + finding.End))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes out what has come of a private key since its header was found.</summary>
    internal bool TryCutKey() =>
        _scanner?.Key is not { } key || _scannerStart + key.Through <= _keyThrough || TryCut(_scannerStart + key.Start, _keyThrough = _scannerStart + key.Through);

    /// <summary>Whether the fragment may leave. Those before it have left.</summary>
    internal bool IsCertain(TextSegment segment)
    {
        foreach (ref readonly var fragment in CollectionsMarshal.AsSpan(_open))
        {
            if (ReferenceEquals(fragment.Segment, segment))
            {
                return fragment.End <= _certain;
            }
        }

        return true;
    }

    /// <summary>Lets the next fragment go, without what was cut out of it.</summary>
    internal void Release()
    {
        var fragment = _open[0];
        _open.RemoveAt(0);
        _released = fragment.End;
        if (_cuts.Count > 0)
        {
            fragment.Segment.Replacement = Rewrite(fragment);
            // That of a key stays, since it goes on.
            _cuts.RemoveAll(cut => cut.End <= _released && cut.End != _keyThrough);
        }
    }

    private bool TryCut(int start, int end)
    {
        foreach (var fragment in _open)
        {
            if (fragment.Segment.IsReadOnly && start < fragment.End && fragment.Start < end)
            {
                return false;
            }
        }

        // What has left is out of reach, unless it left as the mark of a cut that this one only widens.
        if (start < _released && !_cuts.Exists(cut => cut.Start <= start && cut.End >= Math.Min(end, _released)))
        {
            return false;
        }

        for (var index = _cuts.Count - 1; index >= 0; index--)
        {
            if (_cuts[index].Start < end && start < _cuts[index].End)
            {
                (start, end) = (Math.Min(start, _cuts[index].Start), Math.Max(end, _cuts[index].End));
                _cuts.RemoveAt(index);
            }
        }

        _cuts.Add((start, end));
        _cuts.Sort();
        return true;
    }

    // The mark stands in the fragment where the cut begins; the later ones only lose their part.
    private string? Rewrite(Fragment fragment)
    {
        StringBuilder? builder = null;
        var text = fragment.Segment.Text.Span;
        var copied = 0;
        foreach (var (cutStart, cutEnd) in _cuts)
        {
            if (cutEnd <= fragment.Start || cutStart >= fragment.End)
            {
                continue;
            }

            builder ??= new StringBuilder(text.Length);
            if (cutStart >= fragment.Start)
            {
                var start = cutStart - fragment.Start;
                start += fragment.Segment.IsJsonText && start < text.Length && Redaction.IsEscaped(text, start, fragment.BeginsEscaped) ? 1 : 0;
                builder.Append(text[copied..start]).Append(Redaction.Mark);
            }

            copied = Math.Min(cutEnd - fragment.Start, text.Length);
        }

        return builder?.Append(text[copied..]).ToString();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Fragment(TextSegment Segment, int Start, int End, bool BeginsEscaped);
}
