using System.Globalization;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>
/// Heads made to flood the gateway, or to make it and a server behind it see different requests. What never becomes a request leaves no
/// entry: the HTTP server refuses it before there is an exchange.
/// </summary>
public sealed class HostileHeadTests(HostileGateway gateway) : IClassFixture<HostileGateway>
{
    private const string Target = $"/llm/{HostileGateway.ProxyName}{ChatRequest.Path}";

    private string Identity => $"Host: gateway\r\nAuthorization: Bearer {gateway.Key}\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData(200, 8, "431")]
    [InlineData(10_000, 8, "431")]
    [InlineData(1, 64 * 1024, "431")]
    [InlineData(90, 1024, "431")]
    public async Task A_flood_of_headers_is_refused(int count, int length, string status)
    {
        var before = await gateway.CountAsync();
        var flood = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i.ToString(CultureInfo.InvariantCulture)}: {new string('a', length)}\r\n"));

        var answer = await RawConnection.AskAsync(gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}{flood}Content-Length: 2\r\n\r\n{{}}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 0);
    }

    [Fact]
    public async Task A_request_line_without_end_is_refused()
    {
        var before = await gateway.CountAsync();

        var answer = await RawConnection.AskAsync(gateway.Url, $"GET /llm/{new string('a', 64 * 1024)} HTTP/1.1\r\nHost: gateway\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 0);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\nContent-Length: 30\r\n")]
    [InlineData("Content-Length: 2\r\nContent-Length: 2\r\n")]
    [InlineData("Content-Length: 2, 30\r\n")]
    [InlineData("Content-Length: -2\r\n")]
    [InlineData("Content-Length: 0x2\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    [InlineData("Content-Length : 2\r\n")]
    [InlineData("Content-Length: 2\r\n folded: 1\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")]
    [InlineData("Content-Length: 2\r\nX: a\0b\r\n")]
    [InlineData("Content-Length: 2\r\nHost: other\r\n")]
    [InlineData("Content-Length: 2\r\nX: a\rContent-Length: 30\r\n")]
    public async Task A_head_that_two_servers_could_read_differently_is_refused(string framing)
    {
        var before = await gateway.CountAsync();
        var sent = gateway.Upstream.Received.Count;

        var answer = await RawConnection.AskAsync(gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}{framing}\r\n{{}}{Smuggled()}");

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Equal(answer.IndexOf("HTTP/1.1 ", StringComparison.Ordinal), answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal));
        Assert.Equal(sent, gateway.Upstream.Received.Count);
        await gateway.AssertServesAsync(before, entries: 0);
    }

    [Theory]
    [InlineData("0x5\r\nabcde\r\n0\r\n\r\n")]
    [InlineData("-1\r\na\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\na\r\n0\r\n\r\n")]
    [InlineData("5\r\nabcdeXX0\r\n\r\n")]
    [InlineData("Z\r\n\r\n")]
    public async Task A_body_whose_chunks_are_damaged_is_refused_and_recorded(string chunks)
    {
        var before = await gateway.CountAsync();
        var sent = gateway.Upstream.Received.Count;

        var answer = await RawConnection.AskAsync(gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_malformed\"", answer, StringComparison.Ordinal);
        Assert.Equal(sent, gateway.Upstream.Received.Count);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    /// <summary>RFC 9112 section 6.3 lets a server take the chunked reading, if it closes the connection afterwards: nothing behind the body may be read as a request.</summary>
    [Fact]
    public async Task A_length_beside_chunks_never_lets_a_second_request_through()
    {
        var before = await gateway.CountAsync();
        var sent = gateway.Upstream.Received.Count;

        var answer = await RawConnection.AskAsync(
            gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled()}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal));
        Assert.Equal(sent, gateway.Upstream.Received.Count);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task A_header_in_another_script_is_passed_on_as_it_came()
    {
        var before = await gateway.CountAsync();
        var body = ChatRequest.Body("Hello");

        // One byte for each character: these are the UTF-8 bytes of the euro sign.
        var answer = await RawConnection.AskAsync(
            gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}X-Label: \u00e2\u0082\u00ac\r\nConnection: close\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Fact]
    public async Task Garbage_behind_a_request_is_refused_after_its_answer()
    {
        var before = await gateway.CountAsync();
        var body = ChatRequest.Body("Hello");

        var answer = await RawConnection.AskAsync(
            gateway.Url, $"POST {Target} HTTP/1.1\r\n{Identity}Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}\0\x01\x02 GARBAGE\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        await gateway.AssertServesAsync(before, entries: 1);
    }

    [Theory]
    [InlineData("/llm/open/v1/chat/completions/")]
    [InlineData("/llm/open//v1/chat/completions")]
    [InlineData("/llm/open/v1/chat%2fcompletions")]
    [InlineData("/llm/open/v1/chat%252fcompletions")]
    [InlineData("/llm/open/v1/chat/completions;a=b")]
    [InlineData("/llm/open/v1/chat/completions%00")]
    [InlineData("/llm/open/v1/chat/completions%20")]
    [InlineData("/llm/open/v1/chat\\completions")]
    [InlineData("/llm/open/v1/CHAT/completions")]
    [InlineData("/LLM/open/v1/chat/completions")]
    [InlineData("//llm/open/v1/chat/completions")]
    [InlineData("/llm/open/../open/v1/files")]
    [InlineData("/llm/open/v1/models/..%2f..%2fadmin")]
    [InlineData("/llm/open/v1/models/%2e%2e")]
    [InlineData("/llm/open/v1/chat/%c0%ae%c0%ae/completions")]
    [InlineData("/llm/open/v1/../../../api/v1/proxies")]
    [InlineData("/llm/%2e%2e/api/v1/proxies")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("/llm/open@169.254.169.254/v1/chat/completions")]
    [InlineData("/llm//v1/chat/completions")]
    [InlineData("/llm")]
    public async Task A_path_that_is_not_exactly_a_listed_one_reaches_no_upstream(string path)
    {
        var sent = gateway.Upstream.Received.Count;
        var body = ChatRequest.Body("Hello");

        var answer = await RawConnection.AskAsync(
            gateway.Url, $"POST {path} HTTP/1.1\r\n{Identity}Connection: close\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Equal(sent, gateway.Upstream.Received.Count);
        await gateway.AssertServesAsync(await gateway.CountAsync(), entries: 0);
    }

    private string Smuggled() => $"GET /llm/{HostileGateway.ProxyName}/v1/models HTTP/1.1\r\n{Identity}\r\n";
}
