using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Masking;

/// <summary>A frame and how many of its texts still wait for their rest.</summary>
/// <param name="frame">The frame.</param>
internal sealed class HeldFrame(ResponseFrame frame)
{
    internal ResponseFrame Frame { get; } = frame;

    internal int Unsettled { get; set; }
}
