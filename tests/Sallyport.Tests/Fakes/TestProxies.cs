using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Tests.Fakes;

public static class TestProxies
{
    public static ProxyConfig Named(string name) =>
        new() { Id = $"id-{name}", Name = name, Kind = PlaneKind.Llm, Target = new Uri("http://127.0.0.1:1/") };

    public static Exchange ExchangeFor(ProxyConfig proxy, TimeProvider clock) =>
        new(new DefaultHttpContext(), "request", clock.GetUtcNow()) { Proxy = proxy };
}
