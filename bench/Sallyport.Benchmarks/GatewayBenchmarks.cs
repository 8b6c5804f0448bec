using BenchmarkDotNet.Attributes;

namespace Sallyport.Benchmarks;

/// <summary>A request and a streamed answer on their way through reader, stages and writer, without sockets.</summary>
public class GatewayBenchmarks
{
    private readonly byte[] _small = GatewayWay.Request(SampleTexts.Of("prose", 1024));
    private readonly byte[] _personal = GatewayWay.Request(SampleTexts.Of("personal", 1024));
    private readonly byte[] _large = GatewayWay.Request(SampleTexts.Of("prose", 1024 * 1024));
    private readonly byte[] _answer = GatewayWay.Answer(SampleTexts.Of("prose", GatewayWay.Chunks * GatewayWay.ChunkLength));
    private readonly byte[] _identifiers = GatewayWay.Answer(SampleTexts.Of("identifiers", GatewayWay.Chunks * GatewayWay.ChunkLength));
    private GatewayWay _way = null!; // Set by PrepareAsync, before any measurement.

    /// <summary>Makes the parts.</summary>
    [GlobalSetup]
    public async Task PrepareAsync() => _way = await GatewayWay.OpenAsync();

    /// <summary>A prompt of 1 KB.</summary>
    [Benchmark]
    public Task Request() => _way.ReadAsync(_small, guarded: true);

    /// <summary>The same with personal data in it.</summary>
    [Benchmark]
    public Task PersonalRequest() => _way.ReadAsync(_personal, guarded: true);

    /// <summary>A prompt of 1 MB.</summary>
    [Benchmark]
    public Task LargeRequest() => _way.ReadAsync(_large, guarded: true);

    /// <summary>The same, read only.</summary>
    [Benchmark]
    public Task LargeRequestUnguarded() => _way.ReadAsync(_large, guarded: false);

    /// <summary>A chunk of an answer.</summary>
    [Benchmark(OperationsPerInvoke = GatewayWay.Chunks)]
    public Task Chunk() => _way.AnswerAsync(_answer, guarded: true);

    /// <summary>A chunk of an answer full of words that might be encoded text.</summary>
    [Benchmark(OperationsPerInvoke = GatewayWay.Chunks)]
    public Task IdentifierChunk() => _way.AnswerAsync(_identifiers, guarded: true);

    /// <summary>A chunk, read and written only.</summary>
    [Benchmark(OperationsPerInvoke = GatewayWay.Chunks)]
    public Task ChunkUnguarded() => _way.AnswerAsync(_answer, guarded: false);
}
