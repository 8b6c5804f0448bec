namespace Sallyport.Controls.Outside;

/// <summary>Sorts faults by who can bring them about.</summary>
internal static class OutsideFaults
{
    /// <summary>
    /// Whether the detector could not be had, whatever it was asked. Every other fault can be provoked by who writes the judged text: it is
    /// too long, a provider's filter refuses it, or it talks a model out of a verdict. Such a fault must neither open a way past the
    /// detector nor send it to rest for everybody else.
    /// </summary>
    internal static bool IsOutage(this OutsideFault fault) => fault is
        OutsideFault.Unreachable
        or OutsideFault.AddressRefused
        or OutsideFault.Timeout
        or OutsideFault.Busy
        or OutsideFault.ServerError
        or OutsideFault.Throttled
        or OutsideFault.CredentialRefused
        or OutsideFault.CredentialUnavailable
        or OutsideFault.Resting;

    /// <summary>The one of several that decides: one that is no outage where there is any, else the first.</summary>
    internal static OutsideFault? Gravest(IEnumerable<OutsideFault?> faults)
    {
        OutsideFault? gravest = null;
        foreach (var fault in faults.OfType<OutsideFault>())
        {
            if (!fault.IsOutage())
            {
                return fault;
            }

            gravest ??= fault;
        }

        return gravest;
    }
}
