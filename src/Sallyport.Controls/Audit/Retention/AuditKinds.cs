namespace Sallyport.Controls.Audit.Retention;

/// <summary>The kinds of records that retention tells apart.</summary>
public static class AuditKinds
{
    /// <summary>Exchanges, and the summaries of strangers' refusals.</summary>
    public const string Exchange = "exchange";

    /// <summary>Sign-ins and what else people did with their sessions: events whose names begin with <c>auth.</c></summary>
    public const string SignIn = "sign_in";

    /// <summary>Everything else: changes, and what the gateway did by itself.</summary>
    public const string Change = "change";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Exchange, SignIn, Change];
}
