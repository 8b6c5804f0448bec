using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Detection.Classification;

/// <summary>
/// The model as bytes, little-endian: <c>SPCM</c>, version, bucket bits, heads, knots (16 bits each), SHA-256 of the training data,
/// for each head its category (length byte, ASCII), bias, scale and knots (32-bit floats), the weights, SHA-256 of all before.
/// </summary>
internal static class ClassifierModelFile
{
    private const int Version = 1;
    private const int MaxBucketBits = 20;
    private const int MaxKnots = 64;
    private const int HeaderLength = 12 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "SPCM"u8;

    /// <summary>Writes a model; the same model always gives the same bytes.</summary>
    public static byte[] Write(ClassifierModel model)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.ASCII);
        writer.Write(Magic);
        writer.Write((ushort)Version);
        writer.Write((ushort)model.BucketBits);
        writer.Write((ushort)model.Heads.Count);
        writer.Write((ushort)model.Heads[0].Knots.Count);
        writer.Write(model.TrainingHash);
        foreach (var head in model.Heads)
        {
            writer.Write(head.Category);
            writer.Write(head.Bias);
            writer.Write(head.Scale);
            foreach (var knot in head.Knots)
            {
                writer.Write(knot.Margin);
                writer.Write(knot.Score);
            }
        }

        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.Weights));
        writer.Write(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return buffer.ToArray();
    }

    /// <summary>Reads a model; null with the reason when the bytes are not one.</summary>
    public static ClassifierModel? Read(ReadOnlySpan<byte> bytes, out string? fault)
    {
        fault = Check(bytes);
        if (fault is not null)
        {
            return null;
        }

        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        var knots = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        var rest = bytes[HeaderLength..^SHA256.HashSizeInBytes];
        List<ClassifierHead> heads = [];
        foreach (var family in ClassifierFamily.All)
        {
            if (ReadHead(family.Category, knots, ref rest) is not { } head)
            {
                fault = $"head '{family.Category}' is missing or its calibration does not rise";
                return null;
            }

            heads.Add(head);
        }

        if (rest.Length != (1 << bits) * ClassifierFamily.Count)
        {
            fault = $"{rest.Length} weights instead of {(1 << bits) * ClassifierFamily.Count}";
            return null;
        }

        return new ClassifierModel(bits, heads, [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(rest)], bytes[12..HeaderLength].ToArray());
    }

    private static string? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic))
        {
            return "it is not a model file";
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) is var version && version != Version)
        {
            return $"it has version {version}; this program reads version {Version}";
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], hash);
        if (!hash.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            return "its checksum does not fit: it is cut off or was changed";
        }

        var (bits, heads, knots) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]));
        return bits is < 1 or > MaxBucketBits || heads != ClassifierFamily.Count || knots is < 2 or > MaxKnots
            ? $"{bits} bucket bits, {heads} heads and {knots} knots are not supported"
            : null;
    }

    private static ClassifierHead? ReadHead(string category, int knotCount, ref ReadOnlySpan<byte> rest)
    {
        var length = 1 + category.Length + 8 + (8 * knotCount);
        if (rest.Length < length || rest[0] != category.Length || Encoding.ASCII.GetString(rest[1..(1 + category.Length)]) != category)
        {
            return null;
        }

        var fields = rest[(1 + category.Length)..length];
        rest = rest[length..];
        var knots = new CalibrationKnot[knotCount];
        for (var index = 0; index < knotCount; index++)
        {
            var at = fields[(8 + (8 * index))..];
            knots[index] = new CalibrationKnot(BinaryPrimitives.ReadSingleLittleEndian(at), BinaryPrimitives.ReadSingleLittleEndian(at[4..]));
            var before = index == 0 ? new CalibrationKnot(float.NegativeInfinity, 0) : knots[index - 1];
            if (!(knots[index].Margin > before.Margin && knots[index].Score >= before.Score && knots[index].Score <= 1))
            {
                return null;
            }
        }

        var (bias, scale) = (BinaryPrimitives.ReadSingleLittleEndian(fields), BinaryPrimitives.ReadSingleLittleEndian(fields[4..]));
        return float.IsFinite(bias) && float.IsFinite(scale) ? new ClassifierHead(category, bias, scale, knots) : null;
    }
}
