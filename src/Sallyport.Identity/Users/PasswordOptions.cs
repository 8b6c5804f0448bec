namespace Sallyport.Identity.Users;

/// <summary>What people's passwords must be, and how they are hashed.</summary>
public sealed class PasswordOptions
{
    /// <summary>The fewest characters of a password. 8 to 64; default 12.</summary>
    public int MinLength { get; set; } = 12;

    /// <summary>The fewest characters of an administrator's password, and of whoever holds an administrator's permission. 8 to 64, at least <see cref="MinLength"/> counts; default 12.</summary>
    public int AdminMinLength { get; set; } = 12;

    /// <summary>
    /// How many kinds of characters a password must hold, of lower case, upper case, digits and others. 0 to 4; default 0, off: length and
    /// the lists do more, and rules on kinds make people choose alike.
    /// </summary>
    public int RequiredKinds { get; set; }

    /// <summary>How many passwords before the one in force may not be used again. 0 to 24; default 5; 0 is off.</summary>
    public int History { get; set; } = 5;

    /// <summary>After how long a password must be changed at the next sign-in. 0 to 3,650 days; default 00:00:00, off.</summary>
    public TimeSpan MaxAge { get; set; }

    /// <summary>
    /// A file of passwords known from breaches: lines of a SHA-1 in hexadecimal, with or without <c>:count</c>, sorted by it, as Have I Been
    /// Pwned offers them. It is searched on disk and not read into memory. Default: none, and only the built-in list is asked.
    /// </summary>
    public string? BreachListFile { get; set; }

    /// <summary>Memory of one Argon2id hash in MiB. 19 to 256; default 19. Stored hashes are made again at the next sign-in when this changes.</summary>
    public int HashMemoryMib { get; set; } = 19;

    /// <summary>Passes of one Argon2id hash over its memory. 2 to 10; default 2. Stored hashes are made again at the next sign-in when this changes.</summary>
    public int HashPasses { get; set; } = 2;
}
