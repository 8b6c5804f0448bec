using System.Buffers.Text;
using System.Security.Cryptography;

namespace Sallyport.Identity.Sessions;

/// <summary>The text a signed-in browser or program shows: 256 random bits, Base64url. Nothing can be read out of it.</summary>
internal static class SessionToken
{
    private const int RandomBytes = 32;

    /// <summary>The length of every token.</summary>
    internal const int Length = 43;

    internal static string Create()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
