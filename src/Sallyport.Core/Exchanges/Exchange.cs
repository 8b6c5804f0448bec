using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Access;
using Sallyport.Core.Limits;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Core.Exchanges;

/// <summary>
/// One request and its answer on their way through the pipeline. Each property is written by exactly one place, named
/// in its documentation; everything after that place may rely on it.
/// </summary>
public sealed class Exchange : IDisposable
{
    /// <summary>The most stages whose times one exchange can hold; the pipeline list is shorter than this.</summary>
    public const int MaxTimings = 24;

    /// <summary>Most findings that are kept. A text made of nothing but matches must not fill memory and the audit trail.</summary>
    public const int MaxFindings = 200;

    /// <summary>What an exchange may hold in buffers without asking the budget, in bytes: small requests, which are most, cost it nothing.</summary>
    public const int FreeBytes = 64 * 1024;

    private readonly object?[] _slots = new object?[ExchangeSlot.Limit];
    private readonly StageTiming[] _timings = new StageTiming[MaxTimings];
    private Operation? _operation;
    private List<SegmentFinding>? _findings;
    private IReadOnlyList<DetectorCoverage> _detectors = [];
    private long _held;
    private long _charged;

    /// <summary>Begins an exchange.</summary>
    public Exchange(HttpContext http, string id, DateTimeOffset startedAt)
    {
        Http = http;
        Id = id;
        StartedAt = startedAt;
        StartTimestamp = Stopwatch.GetTimestamp();
    }

    /// <summary>The server's side of the connection to the caller.</summary>
    public HttpContext Http { get; }

    /// <summary>Unique and ordered by time; shown to the caller as <c>X-Request-Id</c>. Set by the runner.</summary>
    public string Id { get; }

    /// <summary>When the request line had been read. Set by the runner.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary><see cref="Stopwatch"/> ticks at the start. Set by the runner.</summary>
    public long StartTimestamp { get; }

    /// <summary>What all exchanges together may hold; null for no bound. Set by the runner.</summary>
    public BufferBudget? Buffers { get; init; }

    /// <summary>The wire format; known from the path even where the proxy is not. Set by ResolveProxyStage.</summary>
    public IPlane? Plane { get; set; }

    /// <summary>The governed upstream. Set by ResolveProxyStage.</summary>
    public ProxyConfig? Proxy { get; set; }

    /// <summary>Is cancelled when the proxy has been stopped and the time for running exchanges is over. Set by ResolveProxyStage.</summary>
    public CancellationToken ProxyEnded { get; set; }

    /// <summary>The path after the proxy's own prefix, with its leading slash. Set by ResolveProxyStage.</summary>
    public string UpstreamPath { get; set; } = "/";

    /// <summary>Who calls. Set by AuthenticateStage; until then nobody.</summary>
    public Caller Caller { get; set; } = Caller.Nobody;

    /// <summary>Is cancelled when the caller's key or token is revoked. Set by AuthenticateStage.</summary>
    public CancellationToken CallerEnded { get; set; }

    /// <summary>
    /// What the caller wants to do. Set once by the plane's ReadRequestAsync, and never again: what was authorized
    /// cannot be rewritten afterwards.
    /// </summary>
    public Operation? Operation
    {
        get => _operation;
        set => _operation = _operation is null
            ? value
            : throw new InvalidOperationException("The operation of an exchange is set once, by ReadRequestStage.");
    }

    /// <summary>What a list of models is cut to; null leaves it whole. Set by AuthorizeOperationStage; read by the plane.</summary>
    public IModelFilter? Models { get; set; }

    /// <summary>The buffered request body and the texts in it. Set by the plane's ReadRequestAsync.</summary>
    public RequestContent? Request { get; set; }

    /// <summary>
    /// The header that carries the upstream credential. Set by InjectCredentialStage; read by the plane when it writes the
    /// upstream request, and by nothing else.
    /// </summary>
    public UpstreamCredential? Credential { get; set; }

    /// <summary>The answer's head, once the upstream has sent it. Set by the plane's ForwardAsync.</summary>
    public UpstreamAnswer? Answer { get; set; }

    /// <summary>What the upstream says was used. Set by the plane while it forwards.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Why the exchange was refused or cut off, or null. Set by the runner, or by the plane or response stage that ends a stream.</summary>
    public Denial? Denial { get; set; }

    /// <summary>How many values were replaced by placeholders on the way up. Set by MaskRequestStage.</summary>
    public IReadOnlyList<MaskedCount> Masked { get; set; } = [];

    /// <summary>What policies in shadow mode would have done; null where there are none. Set by InspectRequestStage, filled by the stages that judge and mask.</summary>
    public ShadowJudgement? Shadow { get; set; }

    /// <summary>What outside detectors were asked and said. Set by JudgeRequestOutsideStage and JudgeResponseOutsideStage.</summary>
    public IReadOnlyList<OutsideCall> OutsideCalls { get; set; } = [];

    /// <summary>Whether the caller went away before the answer was complete. Set by the runner.</summary>
    public bool IsAborted { get; set; }

    /// <summary>Whether the refusal is counted in a sum instead of having an entry of its own. Set by the runner.</summary>
    public bool IsSummarised { get; set; }

    /// <summary>Bytes of the answer written to the caller. Counted by the plane.</summary>
    public long ResponseBytes { get; set; }

    /// <summary>What the guards found, in the order found.</summary>
    public IReadOnlyList<SegmentFinding> Findings => _findings ?? (IReadOnlyList<SegmentFinding>)[];

    /// <summary>Which detector looked at this exchange, and how completely.</summary>
    public IReadOnlyList<DetectorCoverage> Detectors => _detectors;

    /// <summary>How many entries of <see cref="Timings"/> are set.</summary>
    public int TimingCount { get; private set; }

    /// <summary>The stages passed so far with their times.</summary>
    public ReadOnlySpan<StageTiming> Timings => _timings.AsSpan(0, TimingCount);

    /// <summary>Whether another finding would be kept. Saves a guard from describing one that would not.</summary>
    public bool HasRoomForFindings => Findings.Count < MaxFindings;

    /// <summary>Records what a guard found, up to <see cref="MaxFindings"/>; the verdict does not depend on what is kept.</summary>
    public void AddFinding(SegmentFinding finding)
    {
        if (HasRoomForFindings)
        {
            (_findings ??= []).Add(finding);
        }
    }

    /// <summary>Records that a detector looked at this exchange. The weakest state of one detector wins: partial stays partial.</summary>
    public void AddDetector(string name, DetectorState state) => AddDetectors([new DetectorCoverage(name, state)]);

    /// <summary>Records several detectors. The list is kept as it is where it is the first, so that exchanges may share one.</summary>
    public void AddDetectors(IReadOnlyList<DetectorCoverage> detectors)
    {
        if (_detectors.Count == 0 || ReferenceEquals(_detectors, detectors))
        {
            _detectors = detectors;
            return;
        }

        var merged = _detectors.ToList();
        foreach (var detector in detectors)
        {
            var known = merged.FindIndex(other => other.Name == detector.Name);
            if (known < 0)
            {
                merged.Add(detector);
            }
            else if (detector.State > merged[known].State)
            {
                merged[known] = detector;
            }
        }

        _detectors = merged;
    }

    /// <summary>Records a stage's time. Called by the runner.</summary>
    public void AddTiming(string stage, long elapsedTicks)
    {
        if (TimingCount < MaxTimings)
        {
            _timings[TimingCount++] = new StageTiming(stage, elapsedTicks);
        }
    }

    /// <summary>Asks the budget for room before a buffer is made. False means that there is none; the exchange is then refused.</summary>
    public bool TryHold(long bytes)
    {
        var charge = _held + bytes - FreeBytes - _charged;
        if (charge > 0 && Buffers is { } budget)
        {
            if (!budget.TryTake(charge))
            {
                return false;
            }

            _charged += charge;
        }

        _held += bytes;
        return true;
    }

    /// <summary>Gives room back when a buffer is gone. What is left is given back by <see cref="Dispose"/>.</summary>
    public void LetGo(long bytes)
    {
        _held -= bytes;
        var excess = _charged - Math.Max(0, _held - FreeBytes);
        if (excess > 0)
        {
            _charged -= excess;
            Buffers?.Return(excess);
        }
    }

    /// <summary>Reads a control's private state, or null.</summary>
    public T? Get<T>(ExchangeSlot<T> slot)
        where T : class => (T?)_slots[slot.Index];

    /// <summary>Sets a control's private state.</summary>
    public void Set<T>(ExchangeSlot<T> slot, T? value)
        where T : class => _slots[slot.Index] = value;

    /// <summary>Returns pooled buffers and forgets the credential. Called by the runner after the recorders.</summary>
    public void Dispose()
    {
        Credential = null;
        Request?.Dispose();
        foreach (var slot in _slots)
        {
            (slot as IDisposable)?.Dispose();
        }

        // After the buffers themselves.
        LetGo(_held);
    }
}
