namespace Sallyport.Detection.Rules;

/// <summary>The kind of traffic a policy pack is written for.</summary>
public enum PackKind
{
    /// <summary>Model APIs.</summary>
    Llm,

    /// <summary>Tool servers.</summary>
    Mcp,

    /// <summary>Any traffic.</summary>
    Both,
}
