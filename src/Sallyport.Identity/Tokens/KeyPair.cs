using System.Security.Cryptography;
using System.Text.Json.Nodes;
using static System.Buffers.Text.Base64Url;

namespace Sallyport.Identity.Tokens;

/// <summary>
/// A key with its one algorithm: signs, verifies, and shows its public part as a JSON Web Key (RFC 7517, May 2015). One use at a time: the
/// runtime promises nothing of its key objects for two.
/// </summary>
internal sealed class KeyPair : IDisposable
{
    private const int RsaBits = 3072;

    private readonly Lock _gate = new();
    private readonly TokenAlgorithm _algorithm;
    private readonly AsymmetricAlgorithm _key;

    private KeyPair(TokenAlgorithm algorithm, AsymmetricAlgorithm key) => (_algorithm, _key) = (algorithm, key);

    public void Dispose() => _key.Dispose();

    internal static KeyPair Create(TokenAlgorithm algorithm) =>
        new(algorithm, algorithm == TokenAlgorithm.Es256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits));

    /// <summary>Only to verify.</summary>
    internal static KeyPair OfPublic(TokenAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        var key = Empty(algorithm);
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return new KeyPair(algorithm, key);
    }

    /// <summary>To sign as well.</summary>
    internal static KeyPair OfPrivate(TokenAlgorithm algorithm, ReadOnlySpan<byte> privateKey)
    {
        var key = Empty(algorithm);
        key.ImportPkcs8PrivateKey(privateKey, out _);
        return new KeyPair(algorithm, key);
    }

    internal byte[] ExportPublic() => _key.ExportSubjectPublicKeyInfo();

    internal byte[] ExportPrivate() => _key.ExportPkcs8PrivateKey();

    internal byte[] Sign(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            // ECDSA gives r and s side by side, as RFC 7518 section 3.4 has them.
            return _key is ECDsa curve
                ? curve.SignData(text, HashAlgorithmName.SHA256)
                : ((RSA)_key).SignData(text.ToArray(), HashAlgorithmName.SHA256, Padding);
        }
    }

    internal bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return _key is ECDsa curve
                ? curve.VerifyData(text, signature, HashAlgorithmName.SHA256)
                : ((RSA)_key).VerifyData(text, signature, HashAlgorithmName.SHA256, Padding);
        }
    }

    internal JsonObject ToJwk(string id)
    {
        var jwk = new JsonObject { ["kid"] = id, ["use"] = "sig", ["alg"] = TokenAlgorithms.NameOf(_algorithm) };
        if (_key is ECDsa curve)
        {
            var point = curve.ExportParameters(includePrivateParameters: false).Q;
            (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", "P-256", EncodeToString(point.X), EncodeToString(point.Y));
            return jwk;
        }

        var parts = ((RSA)_key).ExportParameters(includePrivateParameters: false);
        (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", EncodeToString(parts.Modulus), EncodeToString(parts.Exponent));
        return jwk;
    }

    private RSASignaturePadding Padding => _algorithm == TokenAlgorithm.Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    private static AsymmetricAlgorithm Empty(TokenAlgorithm algorithm) => algorithm == TokenAlgorithm.Es256 ? ECDsa.Create() : RSA.Create();
}
