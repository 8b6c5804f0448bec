namespace Sallyport.Detection.Masking;

/// <summary>Makes the hashes that stand in the place of values. It is given to the engine, which holds no key.</summary>
public interface IValueDigest
{
    /// <summary>A short hash of a value under the installation's key: letters only, the same for the same value of the same type.</summary>
    /// <remarks>The key is what protects: there are so few telephone numbers and card numbers that whoever could compute the hash
    /// without it would find each value by trying all.</remarks>
    string Of(string entityType, ReadOnlySpan<char> value);
}
