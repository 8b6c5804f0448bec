namespace Sallyport.Core.Proxies;

/// <summary>What a staged rollout divides: each of them is treated alike from its first exchange to its last.</summary>
public enum RolloutUnit
{
    /// <summary>Callers: API keys, and users without one.</summary>
    Caller,

    /// <summary>Conversations: a caller's exchanges whose first user message is the same.</summary>
    Conversation,
}
