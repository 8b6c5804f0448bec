using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>A text in one of the forms that the engine looks at.</summary>
/// <param name="View">normalised, or what it was written in, such as base64, escape or rot13.</param>
/// <param name="Text">The text in that form.</param>
/// <param name="Start">Where it stands in the posted text: first UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Depth">How many encodings were taken off.</param>
/// <param name="Findings">What was found in it; offsets are those of this form.</param>
public sealed record TextViewView(string View, string Text, int Start, int End, int Depth, IReadOnlyList<FindingView> Findings)
{
    internal static TextViewView Of(ViewedText view, AnalyzeReport whole, DetectionEngine engine, ScanDirection direction, CompiledPolicy policy) => new(
        view.View,
        view.Text,
        view.Start,
        view.End,
        view.Depth,
        [.. (view.Depth == 0 ? view.Project(whole.Findings) : engine.Analyze(view.Text, direction, policy).Findings).Select(FindingView.Of)]);
}
