namespace Sallyport.Protocols.Llm;

/// <summary>Sorts of texts that run through a stream; part of a channel's identity.</summary>
internal static class StreamPart
{
    internal const byte Content = 1;
    internal const byte Refusal = 2;
    internal const byte Reasoning = 3;
    internal const byte ReasoningSummary = 4;
    internal const byte ToolArguments = 5;
    internal const byte FunctionArguments = 6;
    internal const byte Transcript = 7;
    internal const byte Code = 8;
    internal const byte ToolInput = 9;
    internal const byte Other = 10;
}
