namespace Sallyport.Core.Upstream;

/// <summary>Carries the guard's refusal out of the connection callback; becomes a denial in <see cref="UpstreamClient"/>.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} resolves to an address that is not allowed");
