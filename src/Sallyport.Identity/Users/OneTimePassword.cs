using System.Security.Cryptography;

namespace Sallyport.Identity.Users;

/// <summary>Passwords that the gateway makes up: shown once, and of no use before they were changed.</summary>
internal static class OneTimePassword
{
    private const int Length = 20;

    // Without characters that are read wrongly from a screen; 20 of 55 hold 115 bits.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    internal static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);
}
