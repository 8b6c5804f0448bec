using Sallyport.Detection;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What an exchange that is judged in shadow mode carries with it.</summary>
/// <param name="policy">The policies in shadow mode, as one.</param>
/// <param name="engine">The engine that made it.</param>
internal sealed class ShadowState(CompiledPolicy policy, DetectionEngine engine)
{
    internal CompiledPolicy Policy => policy;

    internal DetectionEngine Engine => engine;

    /// <summary>The values they would have masked, in memory as all such values. Set by MaskRequestStage.</summary>
    internal PlaceholderMap? Masked { get; set; }
}
