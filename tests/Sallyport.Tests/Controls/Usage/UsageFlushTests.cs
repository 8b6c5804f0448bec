using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Usage;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.Usage;

/// <summary>What was used is counted once: not lost while the store fails, not twice when it comes back, and in bounded memory.</summary>
public sealed class UsageFlushTests
{
    private readonly FailingUsageStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sums_that_could_not_be_stored_are_stored_once_when_the_store_is_back()
    {
        var recorder = CreateRecorder(new UsageOptions());
        using var service = CreateService(recorder);
        await service.StartAsync(Cancellation);
        await recorder.RecordAsync(Chat("gpt-4o"));
        _store.FailuresToCome = 1;

        await service.StopAsync(Cancellation);

        Assert.Equal(2, _store.Attempts);
        Assert.Equal((1, 7), (Assert.Single(_store.Stored).Requests, Assert.Single(_store.Stored).InputTokens));
    }

    [Fact]
    public async Task What_comes_after_a_failure_is_stored_as_well_at_the_end()
    {
        var recorder = CreateRecorder(new UsageOptions { FlushInterval = TimeSpan.FromMilliseconds(100) });
        using var service = CreateService(recorder);
        _store.FailuresToCome = 1;
        await recorder.RecordAsync(Chat("gpt-4o"));
        await service.StartAsync(Cancellation);
        await _store.Failed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await recorder.RecordAsync(Chat("gpt-4o"));

        await service.StopAsync(Cancellation);

        Assert.Equal(2, _store.Stored.Sum(sample => sample.Requests));
    }

    [Fact]
    public async Task Nothing_used_is_nothing_stored()
    {
        using var service = CreateService(CreateRecorder(new UsageOptions()));
        await service.StartAsync(Cancellation);
        await service.StopAsync(Cancellation);

        Assert.Equal(0, _store.Attempts);
    }

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(101, 101, 1)]
    [InlineData(150, 101, 50)]
    public async Task Model_names_beyond_the_bound_share_one_sum(int models, int sums, int shared)
    {
        var recorder = CreateRecorder(new UsageOptions { MaxCombinations = 100 });
        for (var i = 0; i < models; i++)
        {
            await recorder.RecordAsync(Chat($"model-{i}"));
        }

        var samples = recorder.Take();

        Assert.Equal(sums, samples.Count);
        Assert.Equal(shared, samples.SingleOrDefault(sample => sample.Model == "(other)")?.Requests ?? 0);
        Assert.Equal(models, samples.Sum(sample => sample.Requests));
    }

    [Theory]
    [InlineData("00:00:00.1000000", 100, true)]
    [InlineData("00:01:00", 1_000_000, true)]
    [InlineData("00:00:00.0990000", 100, false)]
    [InlineData("00:01:00.0000001", 100, false)]
    [InlineData("00:00:01", 99, false)]
    [InlineData("00:00:01", 1_000_001, false)]
    public void The_settings_have_borders(string interval, int combinations, bool isValid)
    {
        var options = new UsageOptions { FlushInterval = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture), MaxCombinations = combinations };

        Assert.Equal(isValid, new UsageOptionsValidator().Validate(null, options).Succeeded);
    }

    private UsageFlushService CreateService(UsageRecorder recorder) =>
        new(recorder, _store, TimeProvider.System, Options.Create(new UsageOptions { FlushInterval = TimeSpan.FromMilliseconds(100) }), NullLogger<UsageFlushService>.Instance);

    private static UsageRecorder CreateRecorder(UsageOptions options)
    {
        var upstream = Options.Create(new UpstreamOptions());
        var catalog = new ProxyCatalog(new InMemoryProxyStore(), new UpstreamClient(new AddressGuard(upstream), upstream), Options.Create(new LimitOptions()), TimeProvider.System);
        return new UsageRecorder(PriceTable.LoadBuiltIn(), catalog, Options.Create(options));
    }

    private static Exchange Chat(string model) => new(new DefaultHttpContext(), "id", DateTimeOffset.UnixEpoch)
    {
        Answer = new UpstreamAnswer(200, 1, 0),
        Operation = new Operation { Name = "chat", Subject = model },
        Usage = new TokenUsage { InputTokens = 7 },
    };

    private sealed class FailingUsageStore : IUsageStore
    {
        public int FailuresToCome { get; set; }

        public int Attempts { get; private set; }

        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<UsageSample> Stored { get; } = [];

        public Task AddAsync(IReadOnlyList<UsageSample> samples, CancellationToken cancellationToken)
        {
            Attempts++;
            if (FailuresToCome-- > 0)
            {
                Failed.TrySetResult();
                return Task.FromException(new IOException("The database takes no writes."));
            }

            Stored.AddRange(samples);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<UsageSample>> QueryAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<UsageSample>>(Stored);
    }
}
