namespace Sallyport.Core.Upstream;

/// <summary>Carries the guard's refusal out of the connection callback; becomes a denial in <see cref="UpstreamClient"/>.</summary>
internal sealed class AddressRefusedException(string host, string reason) : IOException($"{host}: {reason}")
{
    internal string Host { get; } = host;
}
