using Sallyport.Protocols.Json;
using static Sallyport.Protocols.Llm.OpenAi.OpenAiFields;

namespace Sallyport.Protocols.Llm.OpenAi;

/// <summary>
/// The Responses API: <c>POST /v1/responses</c>. In its stream the field <c>delta</c> means what the event's type says, and every
/// text comes again in a <c>.done</c> event and in the last event. A type no rule names: its texts are judged as unknown text.
/// </summary>
public static class Responses
{
    /// <summary>The format.</summary>
    public static LlmFormat Format { get; } = new()
    {
        Operation = "responses",
        Request = RequestFields(),
        Response = new() { Properties = ResponsesFields.ResponseFields() },
        Event = EventFields(),
        Stream = new ResponsesStreamRules(),
        Errors = OpenAiErrors.Shape,
        IsMetered = true,
    };

    private static JsonField RequestFields() => new()
    {
        WatchesCase = true,
        Properties = new Dictionary<string, JsonField>(Structures(
            "service_tier", "truncation", "previous_response_id", "conversation", "include", "prompt_cache_retention"))
        {
            ["model"] = JsonField.Remember(LlmFact.Model),
            ["stream"] = JsonField.Remember(LlmFact.Stream),
            ["max_output_tokens"] = JsonField.Remember(LlmFact.MaxTokens),
            ["instructions"] = JsonField.Text(FieldRole.System),
            ["input"] = ResponsesFields.Items,
            ["tools"] = ToolDefinitions,
            ["tool_choice"] = ToolDefinitions,
            ["text"] = ToolDefinitions,
            ["reasoning"] = JsonField.Deep(FieldRole.Unknown, "effort", "summary", "generate_summary"),
            ["prompt"] = JsonField.Deep(FieldRole.User, "id", "version", "type", "image_url", "file_id", "file_data"),
        },
    };

    private static JsonField EventFields() => new()
    {
        IsScope = true,
        EventTypes = EventTypes(),
        Properties = new Dictionary<string, JsonField>(Structures(
            "item_id", "call_id", "name", "obfuscation", "partial_image_b64", "size", "quality", "background", "output_format", "param"))
        {
            ["type"] = JsonField.Remember(LlmFact.EventType),
            ["sequence_number"] = JsonField.Remember(LlmFact.SequenceNumber),
            ["output_index"] = new() { IsOuterIndex = true },
            ["content_index"] = new() { IsInnerIndex = true },
            ["summary_index"] = new() { IsInnerIndex = true },
            ["command_index"] = new() { IsInnerIndex = true },
            ["delta"] = JsonField.Text(FieldRole.ByEventType, StreamPart.Other),
            ["text"] = JsonField.Text(FieldRole.ByEventType),
            ["refusal"] = JsonField.Text(FieldRole.Assistant),
            ["transcript"] = JsonField.Text(FieldRole.Assistant),
            ["arguments"] = JsonField.Text(FieldRole.ToolCall, isJson: true),
            ["code"] = JsonField.Text(FieldRole.ToolCall),
            ["input"] = JsonField.Text(FieldRole.ToolCall),
            ["part"] = ResponsesFields.Part,
            ["item"] = ResponsesFields.Items,
            ["response"] = new() { Properties = ResponsesFields.ResponseFields() },
            ["annotation"] = JsonField.Deep(FieldRole.ToolResult, "type", "url", "file_id", "container_id"),
        },
    };

    private static Dictionary<string, EventTypeRule> EventTypes() => new()
    {
        ["response.output_text.delta"] = new(FieldRole.Assistant, StreamPart.Content),
        ["response.refusal.delta"] = new(FieldRole.Assistant, StreamPart.Refusal),
        ["response.reasoning_text.delta"] = new(FieldRole.Reasoning, StreamPart.Reasoning),
        ["response.reasoning_summary_text.delta"] = new(FieldRole.Reasoning, StreamPart.ReasoningSummary),
        ["response.function_call_arguments.delta"] = new(FieldRole.ToolCall, StreamPart.ToolArguments, IsJsonText: true),
        ["response.mcp_call_arguments.delta"] = new(FieldRole.ToolCall, StreamPart.ToolArguments, IsJsonText: true),
        ["response.mcp_call.arguments_delta"] = new(FieldRole.ToolCall, StreamPart.ToolArguments, IsJsonText: true),
        ["response.custom_tool_call_input.delta"] = new(FieldRole.ToolCall, StreamPart.ToolInput),
        ["response.code_interpreter_call_code.delta"] = new(FieldRole.ToolCall, StreamPart.Code),
        ["response.audio_transcript.delta"] = new(FieldRole.Assistant, StreamPart.Transcript),
        ["response.audio.transcript.delta"] = new(FieldRole.Assistant, StreamPart.Transcript),
        ["response.audio.delta"] = new(FieldRole.Structural),
        ["response.output_text.done"] = new(FieldRole.Assistant),
        ["response.reasoning_text.done"] = new(FieldRole.Reasoning),
        ["response.reasoning_summary_text.done"] = new(FieldRole.Reasoning),
        ["response.reasoning_summary_part.added"] = new(FieldRole.Reasoning),
        ["response.reasoning_summary_part.done"] = new(FieldRole.Reasoning),
        ["response.content_part.added"] = new(FieldRole.Assistant),
        ["response.content_part.done"] = new(FieldRole.Assistant),
    };
}
