using System.Runtime.Intrinsics;

namespace Sallyport.Detection.Classification;

/// <summary>The trained weights: one signed byte for each feature bucket and head. Immutable.</summary>
internal sealed class ClassifierModel
{
    private const string ResourceName = "classifier.model";

    /// <summary>A head's share of one sum stays within 16 bits for so many features.</summary>
    private const int BlockSize = 256;

    private readonly sbyte[] _weights;
    private readonly int _shift;

    /// <summary>Makes a model of bucket-major weights.</summary>
    public ClassifierModel(int bucketBits, IReadOnlyList<ClassifierHead> heads, sbyte[] weights, byte[] trainingHash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(heads.Count, ClassifierFamily.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, (1 << bucketBits) * ClassifierFamily.Count);
        BucketBits = bucketBits;
        Heads = heads;
        TrainingHash = trainingHash;
        _weights = weights;
        _shift = 32 - bucketBits;
        Biases = Vector256.Create<float>([.. heads.Select(head => head.Bias)]);
        Scales = Vector256.Create<float>([.. heads.Select(head => head.Scale)]);
    }

    /// <summary>The model shipped inside the assembly; read once, on first use.</summary>
    public static Lazy<ClassifierModel> BuiltIn { get; } = new(LoadBuiltIn);

    /// <summary>Number of bits that choose a bucket.</summary>
    public int BucketBits { get; }

    /// <summary>The heads, in the order of <see cref="ClassifierFamily.All"/>.</summary>
    public IReadOnlyList<ClassifierHead> Heads { get; }

    /// <summary>SHA-256 of the texts and labels it was trained on.</summary>
    public byte[] TrainingHash { get; }

    /// <summary>Bucket-major weights.</summary>
    public ReadOnlySpan<sbyte> Weights => _weights;

    /// <summary>All heads' biases.</summary>
    public Vector256<float> Biases { get; }

    /// <summary>All heads' scales.</summary>
    public Vector256<float> Scales { get; }

    /// <summary>All heads' sums over the features.</summary>
    public Vector256<int> Sum(ReadOnlySpan<uint> features)
    {
        var total = Vector256<int>.Zero;
        while (!features.IsEmpty)
        {
            var block = features[..Math.Min(features.Length, BlockSize)];
            var sum = Vector128<short>.Zero;
            foreach (var feature in block)
            {
                var bucket = (int)(feature >> _shift) * ClassifierFamily.Count;
                sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(BitConverter.ToInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_weights.AsSpan(bucket, ClassifierFamily.Count)))).AsSByte());
            }

            total += Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
            features = features[block.Length..];
        }

        return total;
    }

    /// <summary>All heads' margins of a window with the given sums and number of features.</summary>
    /// <remarks>The root keeps a long window from shouting a short one down; a few features alone prove little.</remarks>
    public Vector256<float> MarginsOf(Vector256<int> sums, int features) =>
        Biases + (Vector256.ConvertToSingle(sums) * Scales * Damping(features));

    /// <summary>Weight of one feature among so many.</summary>
    public static float Damping(int features) => 1 / MathF.Sqrt(features + 32);

    private static ClassifierModel LoadBuiltIn()
    {
        using var stream = typeof(ClassifierModel).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks the resource {ResourceName}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ClassifierModelFile.Read(bytes, out var fault)
            ?? throw new InvalidOperationException($"The shipped classifier model is faulty: {fault}.");
    }
}
