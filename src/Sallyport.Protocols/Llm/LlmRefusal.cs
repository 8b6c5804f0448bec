namespace Sallyport.Protocols.Llm;

/// <summary>What a refusal says, before a provider's shape is given to it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The gateway's stable code.</param>
/// <param name="Message">For the caller.</param>
/// <param name="RuleId">The rule that decided, or null.</param>
/// <param name="RequestId">The gateway's id of the exchange.</param>
/// <param name="SequenceNumber">The number of an event in a stream of the Responses API.</param>
public readonly record struct LlmRefusal(int Status, string Code, string Message, string? RuleId, string RequestId, long SequenceNumber = 0);
