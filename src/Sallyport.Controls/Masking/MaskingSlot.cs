using Sallyport.Core.Exchanges;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Masking;

/// <summary>Where an exchange keeps its placeholders: in memory, from masking to unmasking, and nowhere else.</summary>
internal static class MaskingSlot
{
    internal static ExchangeSlot<PlaceholderMap> Placeholders { get; } = ExchangeSlot.Create<PlaceholderMap>();
}
