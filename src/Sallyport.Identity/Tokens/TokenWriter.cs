using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Sallyport.Identity.Tokens;

/// <summary>Writes access tokens: JSON Web Signatures in compact form (RFC 7515, May 2015, section 3.1) of the type of RFC 9068.</summary>
public sealed class TokenWriter(SigningKeys keys, IOptions<TokenOptions> options)
{
    internal const string Type = "at+jwt";
    internal const string Use = "access";

    /// <summary>The token's text.</summary>
    internal async Task<string> WriteAsync(AccessToken token, CancellationToken cancellationToken)
    {
        var claims = new JsonObject
        {
            ["iss"] = options.Value.Issuer,
            ["aud"] = options.Value.Audience,
            ["sub"] = token.UserId,
            ["exp"] = token.ExpiresAt.ToUnixTimeSeconds(),
            ["iat"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["jti"] = token.Id,
            ["token_use"] = Use,
            ["name"] = token.Name,
        };
        AddWhereSet(claims, "team", token.TeamId);
        AddWhereSet(claims, "sid", token.SessionId);
        if (token.Scope is not null)
        {
            claims["key_scope"] = JsonNode.Parse(token.Scope.ToJson());
        }

        var text = "";
        var (_, signature) = await keys.SignAsync(
            key =>
            {
                var header = new JsonObject { ["alg"] = TokenAlgorithms.NameOf(key.Algorithm), ["kid"] = key.Id, ["typ"] = Type };
                text = $"{Encode(header)}.{Encode(claims)}";
                return Encoding.ASCII.GetBytes(text);
            },
            cancellationToken);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static void AddWhereSet(JsonObject claims, string name, string? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
