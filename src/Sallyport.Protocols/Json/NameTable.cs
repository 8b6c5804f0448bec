using System.Text;

namespace Sallyport.Protocols.Json;

/// <summary>A read-only map from UTF-8 names to values, made for the few dozen names of a JSON object: buckets by length.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class NameTable<T>
{
    private readonly (byte[] Name, T Value)[]?[] _byLength;

    internal NameTable(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var names = entries.Select(entry => (Name: Encoding.UTF8.GetBytes(entry.Key), entry.Value)).ToArray();
        _byLength = new (byte[], T)[]?[names.Length == 0 ? 0 : names.Max(entry => entry.Name.Length) + 1];
        foreach (var group in names.GroupBy(entry => entry.Name.Length))
        {
            _byLength[group.Key] = [.. group];
        }
    }

    internal bool TryGet(ReadOnlySpan<byte> name, out T value)
    {
        if ((uint)name.Length < (uint)_byLength.Length && _byLength[name.Length] is { } bucket)
        {
            foreach (var entry in bucket)
            {
                if (name.SequenceEqual(entry.Name))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        // The caller reads it only where the result is true.
        value = default!;
        return false;
    }

    /// <summary>Whether a name differs from one here only in ASCII case.</summary>
    internal bool HasCaseVariant(ReadOnlySpan<byte> name)
    {
        if ((uint)name.Length < (uint)_byLength.Length && _byLength[name.Length] is { } bucket)
        {
            foreach (var entry in bucket)
            {
                if (Ascii.EqualsIgnoreCase(name, entry.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
