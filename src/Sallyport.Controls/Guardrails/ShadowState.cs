using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What an exchange that is judged in shadow mode carries with it.</summary>
/// <param name="policy">The policies in shadow mode, as one.</param>
internal sealed class ShadowState(CompiledPolicy policy)
{
    internal CompiledPolicy Policy => policy;

    /// <summary>The values they would have masked, in memory as all such values. Set by MaskRequestStage.</summary>
    internal PlaceholderMap? Masked { get; set; }
}
