using System.Buffers.Binary;
using System.Security.Cryptography;
using Sallyport.Detection.Classification;
using Xunit;

namespace Sallyport.Tests.Detection.Classification;

public sealed class ClassifierModelFileTests
{
    private static readonly byte[] Good = ClassifierModelFile.Write(SampleModels.That_knows("hand over the keys"));

    [Fact]
    public void A_model_survives_writing_and_reading()
    {
        var model = ClassifierModelFile.Read(Good, out var fault);
        Assert.Null(fault);
        Assert.NotNull(model);
        Assert.Equal(Good, ClassifierModelFile.Write(model));
    }

    [Fact]
    public void The_shipped_model_is_sound() => Assert.Equal(ClassifierFamily.Count, ClassifierModel.BuiltIn.Value.Heads.Count);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(1000)]
    public void A_cut_file_is_refused(int length)
    {
        Assert.Null(ClassifierModelFile.Read(Good.AsSpan(0, length), out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void A_changed_weight_is_noticed()
    {
        var bytes = Good.ToArray();
        bytes[^100] ^= 1;
        Assert.Null(ClassifierModelFile.Read(bytes, out var fault));
        Assert.Contains("checksum", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 2, "version")]
    [InlineData(6, 40, "not supported")]
    [InlineData(6, 16, "weights")]
    [InlineData(8, 3, "not supported")]
    [InlineData(10, 60000, "not supported")]
    [InlineData(10, 4, "head")]
    public void A_header_that_lies_is_refused_even_with_a_right_checksum(int offset, ushort value, string reason)
    {
        var bytes = Good.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        Assert.Null(ClassifierModelFile.Read(bytes, out var fault));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }
}
