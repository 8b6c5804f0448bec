using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sallyport.Core.Auditing;
using Sallyport.Storage;

namespace Sallyport.Benchmarks;

/// <summary>What it takes to chain and store an exchange's record, from the queue to the commit, on SQLite.</summary>
public class AuditBenchmarks
{
    private const int Entries = 5000;

    private readonly string _folder = Directory.CreateTempSubdirectory("sallyport-bench-").FullName;
    private ServiceProvider _services = null!; // Set by PrepareAsync, before any measurement.
    private IAuditLog _log = null!; // As above.

    /// <summary>Starts the writer on an empty database.</summary>
    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _services = new ServiceCollection().AddLogging().Configure<StorageOptions>(options => options.DataDirectory = _folder).AddStorage().BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        _log = _services.GetRequiredService<IAuditLog>();
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task EndAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A record, stored.</summary>
    [Benchmark(OperationsPerInvoke = Entries)]
    public async Task Record()
    {
        for (var number = 0; number < Entries; number++)
        {
            await _log.AppendAsync(Exchange(number));
        }

        await _log.FlushAsync(CancellationToken.None);
    }

    private static AuditEntry Exchange(int number) => new()
    {
        Time = TimeProvider.System.GetUtcNow(),
        EventType = "exchange",
        RequestId = number.ToString("d32", CultureInfo.InvariantCulture),
        ActorType = "api_key",
        ActorId = "01jdb3q7k8m2n4p6r8t0v2x4z6",
        ActorName = "build agent",
        TeamId = "01jdb3q7k8m2n4p6r8t0v2x4z7",
        ResourceType = "proxy",
        ResourceId = "01jdb3q7k8m2n4p6r8t0v2x4z8",
        ResourceName = "openai",
        Result = "allowed",
        SourceIp = "192.0.2.1",
        Details = """{"stages":[{"name":"resolve","duration_us":1.2},{"name":"authenticate","duration_us":3.4},{"name":"inspect","duration_us":21.7}],"findings":[],"masked":[],"detectors":[{"name":"engine","state":"scanned"}],"upstream":{"status":200,"attempts":1},"request_bytes":1024,"response_bytes":2048,"usage_estimated":false}""",
        Exchange = new ExchangeFigures
        {
            Kind = "llm", Operation = "chat", Subject = "gpt-4o-mini", Method = "POST", Path = "/llm/openai/v1/chat/completions", Status = 200,
            DurationMicroseconds = 1234 + number, UpstreamMicroseconds = 1000, InputTokens = 321, OutputTokens = 12, CostUsd = 0.0001m,
        },
    };
}
