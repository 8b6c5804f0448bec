namespace Sallyport.Storage;

/// <summary>Enumerations as stored: their member's name in lower case, so that reordering an enumeration changes no row.</summary>
internal static class StoredNames
{
    /// <summary>To the stored name.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Enum.GetName(value)?.ToLowerInvariant()
            ?? throw new ArgumentOutOfRangeException(nameof(value), value, "Not a member of the enumeration.");

    /// <summary>From the stored name.</summary>
    public static T Parse<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);
}
