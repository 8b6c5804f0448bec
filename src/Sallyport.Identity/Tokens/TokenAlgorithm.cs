namespace Sallyport.Identity.Tokens;

/// <summary>Signatures of RFC 7518 (May 2015), section 3, that the gateway makes and accepts. Those with shared secrets and <c>none</c> are not among them.</summary>
public enum TokenAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256 (section 3.4).</summary>
    Es256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (section 3.3).</summary>
    Rs256,

    /// <summary>RSASSA-PSS with SHA-256 (section 3.5).</summary>
    Ps256,
}
