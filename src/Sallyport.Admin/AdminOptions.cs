namespace Sallyport.Admin;

/// <summary>The management side: its API, live feed and web UI.</summary>
public sealed class AdminOptions
{
    /// <summary>
    /// Host names under which browsers may reach the management side, without scheme and port, such as <c>gateway.example.com</c>. Addresses,
    /// <c>localhost</c> and the names in <c>Urls</c> are always allowed; the data planes are not restricted. Default: none.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];
}
