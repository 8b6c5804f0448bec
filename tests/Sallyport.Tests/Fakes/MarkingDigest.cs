using Sallyport.Detection.Masking;

namespace Sallyport.Tests.Fakes;

/// <summary>A digest whose results can be told apart, and nothing more.</summary>
internal sealed class MarkingDigest : IValueDigest
{
    public string Of(string entityType, ReadOnlySpan<char> value) => $"hash{value.Length}";
}
