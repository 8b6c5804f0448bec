namespace Sallyport.Core.Proxies;

/// <summary>Schemes of upstream authentication.</summary>
public enum UpstreamAuthType
{
    /// <summary>None.</summary>
    None,

    /// <summary><c>Authorization: Bearer …</c>.</summary>
    Bearer,

    /// <summary>A header of its own, such as <c>x-api-key</c>.</summary>
    Header,
}
