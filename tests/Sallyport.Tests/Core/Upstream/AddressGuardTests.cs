using System.Net;
using Microsoft.Extensions.Options;
using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:7f00:1")]
    [InlineData("::ffff:0:a9fe:a9fe")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:0:1::1")]
    public void An_address_that_only_the_gateway_can_reach_is_refused(string address) =>
        Assert.False(Guard().Allows("host.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    public void A_public_address_is_allowed(string address) =>
        Assert.True(Guard().Allows("host.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.0/8", "anything", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "anything", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "anything", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "anything", "::ffff:127.0.0.1", true)]
    [InlineData("ollama.internal", "ollama.internal", "10.0.0.5", true)]
    [InlineData("ollama.internal", "OLLAMA.internal.", "10.0.0.5", true)]
    [InlineData("ollama.internal", "other.internal", "10.0.0.5", false)]
    [InlineData("::1", "anything", "::1", true)]
    public void An_entry_of_the_allow_list_opens_exactly_what_it_names(string entry, string host, string address, bool isAllowed) =>
        Assert.Equal(isAllowed, Guard(entry).Allows(host, IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.0.0/16", false)]
    [InlineData("metadata.google.internal", false)]
    [InlineData("169.254.169.254", true)]
    public void A_metadata_address_passes_only_when_it_is_named_itself(string entry, bool isAllowed) =>
        Assert.Equal(isAllowed, Guard(entry).Allows("metadata.google.internal", IPAddress.Parse("169.254.169.254")));

    [Fact]
    public void Every_fault_in_the_allow_list_is_reported_at_once()
    {
        var options = new UpstreamOptions { ConnectTimeout = TimeSpan.Zero };
        options.AllowPrivate.Add("10.0.0.0/99");
        options.AllowPrivate.Add("not a host");

        var result = new UpstreamOptionsValidator().Validate(null, options);

        Assert.Equal(3, result.Failures!.Count());
    }

    private static AddressGuard Guard(params string[] allowed)
    {
        var options = new UpstreamOptions();
        foreach (var entry in allowed)
        {
            options.AllowPrivate.Add(entry);
        }

        return new AddressGuard(Options.Create(options));
    }
}
