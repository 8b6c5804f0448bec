using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>The windowed scanner of each channel of one stream, made when the channel first speaks. The plane bounds their number.</summary>
internal sealed class ChannelScanners(DetectionEngine engine, CompiledPolicy policy) : IDisposable
{
    private readonly List<WindowedScanner?> _scanners = [];

    /// <summary>How many channels have been seen.</summary>
    internal int Count => _scanners.Count;

    public void Dispose()
    {
        foreach (var scanner in _scanners)
        {
            scanner?.Dispose();
        }
    }

    internal ScanResult Append(int channel, ReadOnlySpan<char> text)
    {
        while (_scanners.Count <= channel)
        {
            _scanners.Add(null);
        }

        return (_scanners[channel] ??= engine.OpenWindow(policy, ScanDirection.Output)).Append(text);
    }

    /// <summary>Ends a channel's text: what might have grown with more text is judged as it is. A channel that speaks again begins anew.</summary>
    internal ScanResult Complete(int channel)
    {
        if (_scanners[channel] is not { } scanner)
        {
            return ScanResult.Clean;
        }

        _scanners[channel] = null;
        using (scanner)
        {
            return scanner.Complete();
        }
    }
}
