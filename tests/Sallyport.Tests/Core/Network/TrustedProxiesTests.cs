using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Network;
using Xunit;

namespace Sallyport.Tests.Core.Network;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.0.0.5", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.5", "203.0.113.7:4711", "203.0.113.7")]
    [InlineData("10.0.0.5", "[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("10.0.0.5", "2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.5", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.5", "203.0.113.7, 10.0.0.9", "203.0.113.7")]
    [InlineData("10.0.0.5", "198.51.100.1, 203.0.113.7 , 10.0.0.9,10.0.0.8", "203.0.113.7")]
    [InlineData("10.0.0.5", "10.0.0.9", "10.0.0.9")]
    public void The_rightmost_address_that_is_no_proxy_is_the_callers(string peer, string header, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Apply(peer, header));

    [Theory]
    [InlineData("192.0.2.1", "203.0.113.7")]
    [InlineData("10.1.0.5", "10.0.0.9")]
    [InlineData("127.0.0.1", "203.0.113.7")]
    public void A_header_from_somebody_else_is_ignored(string peer, string header) => Assert.Equal(IPAddress.Parse(peer), Apply(peer, header));

    [Theory]
    [InlineData("unknown", "10.0.0.5")]
    [InlineData("203.0.113.7, _hidden", "10.0.0.5")]
    [InlineData("203.0.113.7, nonsense, 10.0.0.9", "10.0.0.9")]
    [InlineData("", "10.0.0.5")]
    [InlineData(",", "10.0.0.5")]
    public void What_cannot_be_read_hides_the_rest(string header, string expected) => Assert.Equal(IPAddress.Parse(expected), Apply("10.0.0.5", header));

    [Theory]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("::ffff:10.0.0.5")]
    public void A_proxy_may_be_named_in_either_form_of_its_address(string entry) =>
        Assert.Equal(IPAddress.Parse("203.0.113.7"), Apply("10.0.0.5", "203.0.113.7", entry));

    [Fact]
    public void Several_lines_are_one_list()
    {
        var http = Request("10.0.0.5");
        http.Request.Headers.Append("X-Forwarded-For", "198.51.100.1");
        http.Request.Headers.Append("X-Forwarded-For", "203.0.113.7, 10.0.0.9");

        Trusted().Apply(http);

        Assert.Equal(IPAddress.Parse("203.0.113.7"), http.Connection.RemoteIpAddress);
    }

    [Fact]
    public void A_header_without_end_is_not_read_to_its_beginning()
    {
        var header = "203.0.113.7" + string.Concat(Enumerable.Repeat(", 10.0.0.9", 5000));

        Assert.Equal(IPAddress.Parse("10.0.0.9"), Apply("10.0.0.5", header));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "every address")]
    [InlineData("::/0", "every address")]
    [InlineData("10.0.0.0/33", "neither")]
    [InlineData("proxy.example", "neither")]
    public void A_setting_that_would_trust_everyone_or_nobody_is_a_fault(string entry, string reason)
    {
        var options = new NetworkOptions();
        options.TrustedProxies.Add(entry);

        var fault = new NetworkOptionsValidator().Validate(null, options).FailureMessage;

        Assert.StartsWith("Network:TrustedProxies: ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    private static TrustedProxies Trusted(params string[] entries)
    {
        var options = new NetworkOptions();
        foreach (var entry in entries is [] ? ["10.0.0.0/16", "2001:db8:ffff::1"] : entries)
        {
            options.TrustedProxies.Add(entry);
        }

        return new TrustedProxies(Options.Create(options));
    }

    private static DefaultHttpContext Request(string peer) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(peer) } };

    private static IPAddress? Apply(string peer, string header, params string[] trusted)
    {
        var http = Request(peer);
        http.Request.Headers["X-Forwarded-For"] = header;
        Trusted(trusted).Apply(http);
        return http.Connection.RemoteIpAddress;
    }
}
