using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Tokens;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

/// <summary>What is taken for one of our tokens, and the ways in which others have been fooled.</summary>
public sealed class TokenReaderTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task What_is_written_is_read_back(string algorithm)
    {
        using var identity = new IdentityFixture(tokens: new TokenOptions { Algorithm = algorithm });
        var token = Token(identity) with { TeamId = "t1", SessionId = "s1", Scope = new KeyScope { Models = ["m*"], RequestsPerDay = 3 } };

        var text = await identity.TokenWriter.WriteAsync(token, Cancellation);

        Assert.Equivalent(token, identity.TokenReader.Read(text), strict: true);
        Assert.Equal((algorithm, "at+jwt"), (Text(Part(text, 0), "alg"), Text(Part(text, 0), "typ")));
        Assert.Null(identity.TokenReader.Read(text[..^4] + "AAAA"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task A_header_chooses_no_algorithm(string algorithm)
    {
        var text = await WriteAsync();
        var header = Part(text, 0);
        header["alg"] = algorithm;
        var forged = $"{Encode(header)}.{text.Split('.')[1]}";
        // As someone would who takes the public key for a shared secret.
        var mac = HMACSHA256.HashData(_identity.SigningKeyStore.Keys[0].PublicKey, Encoding.ASCII.GetBytes(forged));

        Assert.Null(_identity.TokenReader.Read($"{forged}."));
        Assert.Null(_identity.TokenReader.Read($"{forged}.{Base64Url.EncodeToString(mac)}"));
        Assert.Null(_identity.TokenReader.Read($"{forged}.{text.Split('.')[2]}"));
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("crit")]
    public async Task A_header_that_brings_a_key_or_more_is_refused_even_where_we_signed_it(string member)
    {
        await WriteAsync();
        var text = await SignAsync(header => header[member] = "x", _ => { });

        Assert.Null(_identity.TokenReader.Read(text));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    [InlineData("")]
    public async Task A_key_id_finds_our_keys_and_nothing_else(string id)
    {
        await WriteAsync();
        Assert.Null(_identity.TokenReader.Read(await SignAsync(header => header["kid"] = id, _ => { })));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("token_use")]
    public async Task Each_claim_is_required_and_of_its_kind(string claim)
    {
        await WriteAsync();
        Assert.NotNull(_identity.TokenReader.Read(await SignAsync(_ => { }, _ => { })));
        Assert.Null(_identity.TokenReader.Read(await SignAsync(_ => { }, claims => claims.Remove(claim))));
        Assert.Null(_identity.TokenReader.Read(await SignAsync(_ => { }, claims => claims[claim] = new JsonArray("sallyport"))));
    }

    [Fact]
    public async Task A_token_for_another_use_or_of_too_long_a_life_is_refused()
    {
        await WriteAsync();
        Assert.Null(_identity.TokenReader.Read(await SignAsync(_ => { }, claims => claims["token_use"] = "refresh")));
        Assert.Null(_identity.TokenReader.Read(await SignAsync(_ => { }, claims => claims["aud"] = "others")));
        Assert.Null(_identity.TokenReader.Read(await SignAsync(_ => { }, claims => claims["exp"] = claims["iat"]?.GetValue<long>() + 86_401)));
    }

    [Fact]
    public async Task What_is_no_token_is_read_without_a_fault()
    {
        var text = await WriteAsync();
        var parts = text.Split('.');
        string[] broken =
        [
            "", "eyJ", new string('e', 9000), "eyJ" + new string('a', 8200), "eyJhbGciOiJub25lIn0.e30.", $"{parts[0]}.{parts[1]}", $"{text}.{parts[2]}", $"{parts[0]}..{parts[2]}",
            $"{parts[0]}.{parts[1]}.!!!!", text + "=", $"eyJ{new string('7', 40)}.{parts[1]}.{parts[2]}", text + " ", "eyJ\0\u00e9" + text,
        ];

        Assert.All(broken, tried => Assert.Null(_identity.TokenReader.Read(tried)));
    }

    [Theory]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"\\ud800\",\"typ\":\"at+jwt\"}")]
    [InlineData("{\"alg\":\"\\udc00\",\"kid\":\"KID\",\"typ\":\"at+jwt\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800lg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"at+jwt\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"\u00ff\",\"typ\":\"at+jwt\"}")]
    [InlineData("{\"\u00fflg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"at+jwt\"}")]
    public async Task A_strangers_header_that_is_no_Unicode_is_no_token_and_no_fault(string header)
    {
        var parts = (await WriteAsync()).Split('.');
        // Latin-1, so that U+00FF is a byte that UTF-8 does not know.
        var forged = Base64Url.EncodeToString(Encoding.Latin1.GetBytes(header.Replace("KID", _identity.SigningKeyStore.Keys[0].Id, StringComparison.Ordinal)));

        Assert.Null(_identity.TokenReader.Read($"{forged}.{parts[1]}.{parts[2]}"));
    }

    [Theory]
    [InlineData("\"sub\":\"\\ud800\"")]
    [InlineData("\"sub\":\"\u00ff\"")]
    [InlineData("\"sub\":\"user-ann\",\"\\ud800\":1")]
    public async Task A_claim_that_is_no_Unicode_is_refused_even_where_we_signed_it(string member)
    {
        await WriteAsync();
        Assert.Null(_identity.TokenReader.Read(await SignClaimsAsync($"{{\"iss\":\"sallyport\",\"aud\":\"sallyport\",\"token_use\":\"access\",{member}}}")));
    }

    [Fact]
    public void The_example_of_RFC_7515_A_3_holds_and_no_longer_does_once_changed()
    {
        // RFC 7515 (May 2015), appendix A.3: ES256.
        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
        using var pair = KeyPair.OfPublic(TokenAlgorithm.Es256, curve.ExportSubjectPublicKeyInfo());
        var text = Encoding.ASCII.GetBytes("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ");
        var signature = Base64Url.DecodeFromChars("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

        Assert.True(pair.Verify(text, signature));
        text[^1] ^= 1;
        Assert.False(pair.Verify(text, signature));
    }

    private static AccessToken Token(IdentityFixture identity)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(identity.Clock.GetUtcNow().ToUnixTimeSeconds());
        return new AccessToken { Id = "token-0001", Name = "n", UserId = "user-ann", IssuedAt = now, ExpiresAt = now.AddMinutes(15) };
    }

    private Task<string> WriteAsync() => _identity.TokenWriter.WriteAsync(Token(_identity), Cancellation);

    /// <summary>A token with a good signature of our own key, whatever it says.</summary>
    private async Task<string> SignAsync(Action<JsonObject> changeHeader, Action<JsonObject> changeClaims)
    {
        var text = await WriteAsync();
        var (header, claims) = (Part(text, 0), Part(text, 1));
        changeHeader(header);
        changeClaims(claims);
        var forged = $"{Encode(header)}.{Encode(claims)}";
        var (_, signature) = await _identity.SigningKeys.SignAsync(_ => Encoding.ASCII.GetBytes(forged), Cancellation);
        return $"{forged}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A token with a good header and signature of our own, over bytes that need not be JSON.</summary>
    private async Task<string> SignClaimsAsync(string claims)
    {
        var forged = $"{(await WriteAsync()).Split('.')[0]}.{Base64Url.EncodeToString(Encoding.Latin1.GetBytes(claims))}";
        var (_, signature) = await _identity.SigningKeys.SignAsync(_ => Encoding.ASCII.GetBytes(forged), Cancellation);
        return $"{forged}.{Base64Url.EncodeToString(signature)}";
    }

    private static JsonObject Part(string text, int number) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(text.Split('.')[number]))?.AsObject() ?? throw new InvalidOperationException("not an object");

    private static string Text(JsonObject part, string member) => part[member]?.GetValue<string>() ?? "";

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
