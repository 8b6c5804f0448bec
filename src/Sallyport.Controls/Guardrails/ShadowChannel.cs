using System.Text;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>One text that runs through a stream, judged in shadow mode, with as much of it kept as a finding may need to be looked at again.</summary>
internal sealed class ShadowChannel(DetectionEngine engine, CompiledPolicy shadow) : IDisposable
{
    /// <summary>More than any value of personal data is long, beside what the scanner itself waits for.</summary>
    private const int Kept = 2048;

    private readonly WindowedScanner _scanner = engine.OpenWindow(shadow, ScanDirection.Output);
    private readonly StringBuilder _recent = new();
    private int _start;

    public void Dispose() => _scanner.Dispose();

    internal ScanResult Append(ReadOnlySpan<char> text)
    {
        if (!shadow.Masking.IsEmpty)
        {
            _recent.Append(text);
            var surplus = _recent.Length - Kept - text.Length;
            if (surplus > Kept)
            {
                _recent.Remove(0, surplus);
                _start += surplus;
            }
        }

        return _scanner.Append(text);
    }

    internal ScanResult Complete() => _scanner.Complete();

    /// <summary>The text of a range; empty where it is not kept any more.</summary>
    internal string TextOf(Finding finding) =>
        finding.Start >= _start && finding.End <= _start + _recent.Length ? _recent.ToString(finding.Start - _start, finding.End - finding.Start) : "";
}
