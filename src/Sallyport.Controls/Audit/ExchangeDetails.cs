using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Audit;

/// <summary>
/// Writes what the exchange page shows beyond the figures: the stages' times, the findings with their places, what was masked, which
/// detector looked how completely. No text of prompt or answer, no secret. Holds what it needs of the exchange, which is gone when it is written.
/// </summary>
internal sealed class ExchangeDetails(Exchange exchange)
{
    private const int LongestNumber = 24;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string[] StateNames = [.. Enum.GetValues<DetectorState>().Select(state => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()))];

    // One for each stage of the pipeline.
    private static readonly ConcurrentDictionary<string, byte[]> StageBeginnings = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private readonly StageTiming[] _timings = exchange.Timings.ToArray();
    private readonly Denial? _denial = exchange.Denial;
    private readonly IReadOnlyList<SegmentFinding> _findings = exchange.Findings;
    private readonly IReadOnlyList<MaskedCount> _masked = exchange.Masked;
    private readonly IReadOnlyList<DetectorCoverage> _detectors = exchange.Detectors;
    private readonly ShadowJudgement? _shadow = exchange.Shadow;
    private readonly UpstreamAnswer? _answer = exchange.Answer;
    private readonly long _requestBytes = exchange.Request?.Length ?? 0;
    private readonly long _responseBytes = exchange.ResponseBytes;
    private readonly bool _isEstimated = exchange.Usage?.IsEstimated ?? false;

    internal string Write()
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        writer.WriteStartObject();
        WriteStages(writer);
        WriteDenial(writer, _denial);
        WriteFindings(writer, _findings);
        WriteMasked(writer, _masked);
        WriteDetectors(writer);
        WriteShadow(writer, _shadow);
        writer.WriteStartObject("upstream");
        if (_answer is { } answer)
        {
            writer.WriteNumber("status", answer.Status);
            writer.WriteNumber("attempts", answer.Attempts);
            if (answer.FinishReason is { } reason)
            {
                writer.WriteString("finish_reason", reason);
            }
        }

        writer.WriteEndObject();
        writer.WriteNumber("request_bytes", _requestBytes);
        writer.WriteNumber("response_bytes", _responseBytes);
        writer.WriteBoolean("usage_estimated", _isEstimated);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteStages(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("stages");
        foreach (var timing in _timings)
        {
            WriteStage(writer, timing);
        }

        writer.WriteEndArray();
    }

    // A dozen for every exchange: put together from ready bytes, a third of what the writer takes for two names, an escaped text and a fraction.
    private static void WriteStage(Utf8JsonWriter writer, StageTiming timing)
    {
        var beginning = StageBeginnings.GetOrAdd(timing.Stage, static stage => Encoding.UTF8.GetBytes("{\"name\":\"" + JsonEncodedText.Encode(stage) + "\",\"duration_us\":"));
        Span<byte> text = stackalloc byte[beginning.Length + LongestNumber];
        beginning.CopyTo(text);
        var (length, tenths) = (beginning.Length, Math.Max(0, (long)Math.Round(timing.Microseconds * 10)));
        Utf8Formatter.TryFormat(tenths / 10, text[length..], out var written);
        length += written;
        text[length++] = (byte)'.';
        text[length++] = (byte)('0' + (tenths % 10));
        text[length++] = (byte)'}';
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void WriteDenial(Utf8JsonWriter writer, Denial? denial)
    {
        if (denial is null)
        {
            return;
        }

        writer.WriteStartObject("denial");
        writer.WriteString("code", denial.WireCode);
        writer.WriteString("detail", denial.Detail);
        if (denial.RuleId is { } rule)
        {
            writer.WriteString("rule", rule);
        }

        writer.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter writer, IReadOnlyList<SegmentFinding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("rule", finding.RuleId);
            writer.WriteString("category", finding.Category);
            writer.WriteString("severity", finding.Severity);
            writer.WriteNumber("score", finding.Score);
            writer.WriteString("action", finding.Action);
            writer.WriteString("direction", finding.IsResponse ? "output" : "input");
            writer.WriteString("segment", finding.Location);
            writer.WriteNumber("start", finding.Start);
            writer.WriteNumber("end", finding.End);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMasked(Utf8JsonWriter writer, IReadOnlyList<MaskedCount> types)
    {
        writer.WriteStartArray("masked");
        foreach (var masked in types)
        {
            writer.WriteStartObject();
            writer.WriteString("type", masked.EntityType);
            writer.WriteNumber("count", masked.Count);
            writer.WriteString("mode", masked.Mode);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteDetectors(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("detectors");
        foreach (var detector in _detectors)
        {
            writer.WriteStartObject();
            writer.WriteString("name", detector.Name);
            writer.WriteString("state", StateNames[(int)detector.State]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteShadow(Utf8JsonWriter writer, ShadowJudgement? shadow)
    {
        if (shadow is null)
        {
            return;
        }

        writer.WriteStartObject("shadow");
        if (shadow.WouldBe is { } action)
        {
            // The filter of lists looks for this very member.
            writer.WriteString(ShadowFilter.Member, action);
        }

        writer.WriteStartArray("policies");
        foreach (var policy in shadow.Policies)
        {
            writer.WriteStringValue(policy);
        }

        writer.WriteEndArray();
        WriteFindings(writer, shadow.Findings);
        WriteMasked(writer, shadow.Masked);
        writer.WriteEndObject();
    }
}
