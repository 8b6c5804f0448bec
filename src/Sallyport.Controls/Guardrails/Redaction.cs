using System.Text;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Controls.Guardrails;

/// <summary>Takes what a policy redacts out of a text for good. Unlike masking, nothing puts it back.</summary>
internal static class Redaction
{
    internal const string Mark = "[REDACTED]";

    /// <summary>
    /// Sets the segment's replacement. False when the text must not be edited, or is a fragment of a stream. What the
    /// policy also masks is left to masking, so that the caller gets it back.
    /// </summary>
    internal static bool TryApply(TextSegment segment, ScanResult result, EntitySet masked)
    {
        if (segment.IsReadOnly || segment.Channel != TextSegment.WholeText)
        {
            return false;
        }

        var text = segment.Text.Span;
        var redacted = new StringBuilder(text.Length);
        var end = 0;
        foreach (var finding in result.Findings.OrderBy(finding => finding.Start))
        {
            if (finding.Action < RuleAction.Redact || finding.End <= end || (finding.Entity is { } entity && EntitySet.TryParse(entity, out var type) && masked.Contains(type)))
            {
                continue;
            }

            if (finding.Start >= end)
            {
                var start = finding.Start + (segment.IsJsonText && IsEscaped(text, finding.Start, beginsEscaped: false) ? 1 : 0);
                redacted.Append(text[end..start]).Append(Mark);
            }

            end = finding.End;
        }

        segment.Replacement = redacted.Append(text[end..]).ToString();
        return true;
    }

    /// <summary>Whether an odd number of backslashes stands before the position. In JSON's own text the letter of an escape looks like the first
    /// of a value, and must stay with its backslash.</summary>
    internal static bool IsEscaped(ReadOnlySpan<char> text, int position, bool beginsEscaped)
    {
        var start = position;
        while (start > 0 && text[start - 1] == '\\')
        {
            start--;
        }

        return ((position - start) % 2 == 1) ^ (start == 0 && beginsEscaped);
    }
}
