namespace Sallyport.Identity.Users.Argon2;

/// <summary>The cost of one Argon2id hash (RFC 9106 §3.1, September 2021).</summary>
/// <param name="MemoryKib">Memory in KiB.</param>
/// <param name="Passes">Passes over the memory.</param>
/// <param name="Lanes">Lanes; computed one after the other here.</param>
internal readonly record struct Argon2Parameters(int MemoryKib, int Passes, int Lanes)
{
    /// <summary>19 MiB, two passes, one lane: about 12 ms on a server core, and little enough memory for several sign-ins at once.</summary>
    internal static Argon2Parameters Current { get; } = new(19 * 1024, 2, 1);

    /// <summary>
    /// Whether a stored hash may ask for this much work. A stored hash comes from the database; someone who can write there must not be
    /// able to make a sign-in take all memory.
    /// </summary>
    internal bool IsBearable => MemoryKib is >= 8 and <= 256 * 1024 && Passes is >= 1 and <= 16 && Lanes is >= 1 and <= 8 && MemoryKib >= 8 * Lanes;

    /// <summary>Whether a hash made with these is weaker than one made today.</summary>
    internal bool IsWeakerThan(Argon2Parameters other) => MemoryKib < other.MemoryKib || Passes < other.Passes;
}
