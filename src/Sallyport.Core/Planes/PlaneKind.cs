using System.Text.Json.Serialization;

namespace Sallyport.Core.Planes;

/// <summary>Kinds of traffic, as in <c>kind</c> of a proxy.</summary>
public enum PlaneKind
{
    /// <summary>Large language model APIs.</summary>
    Llm,

    /// <summary>Model Context Protocol servers.</summary>
    Mcp,

    /// <summary>Agents of the Agent2Agent protocol.</summary>
    [JsonStringEnumMemberName("a2a")]
    A2A,

    /// <summary>Third-party HTTP APIs.</summary>
    Api,
}
