namespace Sallyport.Core.Exchanges;

/// <summary>What the policies in shadow mode would have done to an exchange, had they been enforced.</summary>
/// <param name="policies">Their names.</param>
public sealed class ShadowJudgement(IReadOnlyList<string> policies)
{
    /// <summary>Most findings that are kept, apart from those of enforced policies, which they must not crowd out.</summary>
    public const int MaxFindings = 50;

    /// <summary>What stands before an action that was not taken.</summary>
    public const string Prefix = "would_";

    // Rising; masking changes less than redaction, which nothing puts back.
    private static readonly string[] Actions = ["would_monitor", "would_flag", "would_warn", "would_mask", "would_redact", "would_block"];

    private readonly List<SegmentFinding> _findings = [];
    private int _strictest = -1;

    /// <summary>The actions that <see cref="WouldBe"/> may name, in rising order.</summary>
    public static IReadOnlyList<string> KnownActions => Actions;

    /// <summary>Names of the policies that judged without acting.</summary>
    public IReadOnlyList<string> Policies => policies;

    /// <summary>What they found, each with an action such as <c>would_block</c>.</summary>
    public IReadOnlyList<SegmentFinding> Findings => _findings;

    /// <summary>What they would have masked.</summary>
    public IReadOnlyList<MaskedCount> Masked { get; private set; } = [];

    /// <summary>The strictest thing they would have done; null where they found nothing.</summary>
    public string? WouldBe => _strictest < 0 ? null : Actions[_strictest];

    /// <summary>Records a finding, up to <see cref="MaxFindings"/>; <see cref="WouldBe"/> does not depend on what is kept.</summary>
    public void Add(SegmentFinding finding)
    {
        Note(finding.Action);
        if (_findings.Count < MaxFindings)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Records what would have been masked.</summary>
    public void Mask(IReadOnlyList<MaskedCount> masked)
    {
        Masked = masked;
        Note(masked.Count == 0 ? "" : "would_mask");
    }

    private void Note(string action) => _strictest = Math.Max(_strictest, Array.IndexOf(Actions, action));
}
