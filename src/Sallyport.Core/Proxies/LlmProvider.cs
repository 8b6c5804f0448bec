using System.Text.Json.Serialization;

namespace Sallyport.Core.Proxies;

/// <summary>Dialects of LLM upstreams.</summary>
public enum LlmProvider
{
    /// <summary>api.openai.com.</summary>
    [JsonStringEnumMemberName("openai")]
    OpenAi,

    /// <summary>api.anthropic.com.</summary>
    Anthropic,

    /// <summary>Any server with OpenAI's API: vLLM, Ollama, LiteLLM and others.</summary>
    [JsonStringEnumMemberName("openai_compatible")]
    OpenAiCompatible,
}
