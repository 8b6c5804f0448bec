using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Auditing;

/// <summary>How an exchange ended, in one word: the <c>outcome</c> of lists, filters and sums.</summary>
public static class ExchangeOutcome
{
    /// <summary>Passed untouched; findings that the policy only monitors may be recorded.</summary>
    public const string Allowed = "allowed";

    /// <summary>Passed with values masked.</summary>
    public const string Masked = "masked";

    /// <summary>Passed, and a guard found something that the policy does more about than monitor.</summary>
    public const string Flagged = "flagged";

    /// <summary>Refused for its content.</summary>
    public const string Blocked = "blocked";

    /// <summary>Refused for identity, access, limits or form.</summary>
    public const string Denied = "denied";

    /// <summary>The upstream or the gateway failed.</summary>
    public const string Failed = "failed";

    /// <summary>The caller went away, or stopped reading.</summary>
    public const string Aborted = "aborted";

    /// <summary>The outcome of an exchange that has ended.</summary>
    public static string Of(Exchange exchange)
    {
        if (exchange.Denial is { } denial)
        {
            return Of(denial.Code);
        }

        if (exchange.IsAborted)
        {
            return Aborted;
        }

        if (exchange.Answer is null or { Status: >= 400 })
        {
            return Failed;
        }

        if (exchange.Masked.Count > 0)
        {
            return Masked;
        }

        return IsRaised(exchange) ? Flagged : Allowed;
    }

    /// <summary>
    /// What a policy only monitors is recorded and changes no outcome. Where not every finding was kept, one that counts may be among the
    /// missing, so the exchange is shown as flagged; and so is one of which a part passed unseen.
    /// </summary>
    private static bool IsRaised(Exchange exchange)
    {
        foreach (var finding in exchange.Findings)
        {
            if (finding.Action != SegmentFinding.Monitored)
            {
                return true;
            }
        }

        return !exchange.HasRoomForFindings || FailedOpen(exchange.Detectors);
    }

    private static bool FailedOpen(IReadOnlyList<DetectorCoverage> detectors)
    {
        for (var index = 0; index < detectors.Count; index++)
        {
            if (detectors[index].State == DetectorState.FailedOpen)
            {
                return true;
            }
        }

        return false;
    }

    private static string Of(DenialCode code) => code switch
    {
        DenialCode.ContentBlocked or DenialCode.ResponseBlocked => Blocked,
        DenialCode.UpstreamAddressRefused or DenialCode.UpstreamUnreachable or DenialCode.UpstreamTimeout or DenialCode.UpstreamInvalid
            or DenialCode.ResponseTooLarge or DenialCode.CredentialUnavailable or DenialCode.GuardFailed or DenialCode.InternalError => Failed,
        DenialCode.CallerStalled => Aborted,
        _ => Denied,
    };
}
