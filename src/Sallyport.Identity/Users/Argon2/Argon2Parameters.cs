namespace Sallyport.Identity.Users.Argon2;

/// <summary>The cost of one Argon2id hash (RFC 9106 §3.1, September 2021).</summary>
/// <param name="MemoryKib">Memory in KiB.</param>
/// <param name="Passes">Passes over the memory.</param>
/// <param name="Lanes">Lanes; computed one after the other here.</param>
internal readonly record struct Argon2Parameters(int MemoryKib, int Passes, int Lanes)
{
    /// <summary>
    /// Whether a stored hash may ask for this much work. A stored hash comes from the database; someone who can write there must not be
    /// able to make a sign-in take all memory.
    /// </summary>
    internal bool IsBearable => MemoryKib is >= 8 and <= 256 * 1024 && Passes is >= 1 and <= 16 && Lanes is >= 1 and <= 8 && MemoryKib >= 8 * Lanes;
}
