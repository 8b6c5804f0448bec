namespace Sallyport.Host.Cli.Demo;

/// <summary>Which of the demonstration's API keys a request shows.</summary>
internal enum DemoKey
{
    /// <summary>A key whose team may use every proxy.</summary>
    Granted,

    /// <summary>A key whose team may use nothing.</summary>
    WithoutGrant,

    /// <summary>A key whose team may send one request a minute.</summary>
    Limited,

    /// <summary>None.</summary>
    None,
}
