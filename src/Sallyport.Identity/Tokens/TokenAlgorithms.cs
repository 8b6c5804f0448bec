namespace Sallyport.Identity.Tokens;

/// <summary>The registered names of <see cref="TokenAlgorithm"/>.</summary>
internal static class TokenAlgorithms
{
    /// <summary>The name as in a token's header.</summary>
    internal static string NameOf(TokenAlgorithm algorithm) => algorithm switch
    {
        TokenAlgorithm.Es256 => "ES256",
        TokenAlgorithm.Rs256 => "RS256",
        _ => "PS256",
    };

    /// <summary>Reads a name; case counts, as in headers.</summary>
    internal static bool TryParse(string name, out TokenAlgorithm algorithm)
    {
        foreach (var known in Enum.GetValues<TokenAlgorithm>())
        {
            if (NameOf(known) == name)
            {
                algorithm = known;
                return true;
            }
        }

        algorithm = default;
        return false;
    }
}
