using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sallyport.Core.Api;
using Sallyport.Identity.ApiKeys;

namespace Sallyport.Identity.Tokens;

/// <summary>
/// Reads access tokens after RFC 8725 (February 2020). The header chooses nothing: its key is looked up among our own, its algorithm has to
/// be that key's, and any other member than alg, kid and typ is refused, so that neither <c>none</c>, a key in the header nor a
/// place to fetch one from has any effect. Members that occur twice are refused.
/// </summary>
public sealed class TokenReader(SigningKeys keys, IOptions<TokenOptions> options)
{
    /// <summary>The longest token that is looked at.</summary>
    internal const int MaxLength = 8192;

    private const int MostHeader = 256;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Whether a text may be a token; costs next to nothing for what is none.</summary>
    internal static bool IsCandidate(ReadOnlySpan<char> text) => text.Length is > 20 and <= MaxLength && text.StartsWith("eyJ", StringComparison.Ordinal);

    /// <summary>What the token says, where its signature and form hold; else null. Says nothing about time or revocation.</summary>
    internal AccessToken? Read(string text)
    {
        if (!IsCandidate(text))
        {
            return null;
        }

        var parts = text.Split('.');
        if (parts.Length != 3 || parts[0].Length > MostHeader || FindKey(parts[0]) is not { } entry || !TryDecode(parts[2], out var signature))
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes(text[..(parts[0].Length + 1 + parts[1].Length)]);
        return entry.Public.Verify(signed, signature) && TryDecode(parts[1], out var claims) ? ReadClaims(claims) : null;
    }

    private SigningKeyEntry? FindKey(string part)
    {
        if (!TryParse(part, out var document))
        {
            return null;
        }

        using (document)
        {
            try
            {
                return FindKey(document.RootElement);
            }
            catch (InvalidOperationException)
            {
                // A stranger's text that is no Unicode: half a character in an escape, or bytes that are not UTF-8.
                return null;
            }
        }
    }

    private SigningKeyEntry? FindKey(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object
        && header.EnumerateObject().Count() == 3
        && Text(header, "typ") == TokenWriter.Type
        && Text(header, "kid") is { } id
        && keys.Find(id) is { } entry
        && Text(header, "alg") == TokenAlgorithms.NameOf(entry.Key.Algorithm)
            ? entry
            : null;

    private AccessToken? ReadClaims(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var claims = document.RootElement;
            if (claims.ValueKind != JsonValueKind.Object || Text(claims, "iss") != options.Value.Issuer || Text(claims, "aud") != options.Value.Audience
                || Text(claims, "token_use") != TokenWriter.Use || Text(claims, "sub") is not { Length: > 0 } user || Text(claims, "jti") is not { Length: > 0 } id
                || Time(claims, "iat") is not { } issued || Time(claims, "exp") is not { } expires || expires - issued > options.Value.MaxLifetime)
            {
                return null;
            }

            return new AccessToken
            {
                Id = id,
                Name = Text(claims, "name") ?? id,
                UserId = user,
                TeamId = Text(claims, "team"),
                SessionId = Text(claims, "sid"),
                IssuedAt = issued,
                ExpiresAt = expires,
                Scope = claims.TryGetProperty("key_scope", out var scope) ? scope.Deserialize<KeyScope>(ApiJson.Options) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for a text that is no Unicode: half a character in an escape, or bytes that are not UTF-8.
            return null;
        }
    }

    private static bool TryParse(string part, out JsonDocument document)
    {
        document = null!; // The caller uses it after true only.
        try
        {
            if (TryDecode(part, out var json))
            {
                document = JsonDocument.Parse(json, Strict);
                return true;
            }
        }
        catch (JsonException)
        {
            // Not a token of ours.
        }
        catch (InvalidOperationException)
        {
            // Nor is one with a name that is no Unicode, which the look for names that occur twice finds.
        }

        return false;
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        // The decoder lets padding and blanks pass, which RFC 7515 section 2 does not.
        if (part.AsSpan().ContainsAnyExcept(Letters) || !Base64Url.IsValid(part) || !Base64Url.TryDecodeFromChars(part, bytes, out var written))
        {
            return false;
        }

        bytes = bytes[..written];
        return true;
    }

    private static string? Text(JsonElement part, string member) =>
        part.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement claims, string member) =>
        claims.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
