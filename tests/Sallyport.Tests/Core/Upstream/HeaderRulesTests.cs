using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("x-api-key")]
    [InlineData("api-key")]
    [InlineData("x-goog-api-key")]
    [InlineData("X-Session-ID")]
    [InlineData("Cookie")]
    [InlineData("Connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Authorization")]
    [InlineData("TE")]
    [InlineData("Upgrade")]
    [InlineData("Expect")]
    [InlineData("Accept-Encoding")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Host")]
    public void What_belongs_to_the_callers_connection_or_identity_stays_at_the_gateway(string name)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[name] = "value";
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://upstream.example");

        HeaderRules.CopyRequestHeaders(http.Request, message);

        Assert.False(message.Headers.NonValidated.Contains(name));
    }

    [Fact]
    public void A_header_that_Connection_nominates_is_dropped_and_others_pass()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Connection = "close, X-Hop";
        http.Request.Headers["X-Hop"] = "1";
        http.Request.Headers["anthropic-version"] = "2023-06-01";
        http.Request.Headers["OpenAI-Beta"] = "assistants=v2";
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://upstream.example");

        HeaderRules.CopyRequestHeaders(http.Request, message);

        Assert.Equal(["OpenAI-Beta", "anthropic-version"], message.Headers.NonValidated.Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_answers_cookies_framing_and_policies_do_not_reach_the_caller()
    {
        var http = new DefaultHttpContext();
        using var message = new HttpResponseMessage { Content = new ByteArrayContent([1]) };
        message.Headers.Add("Connection", "X-Hop");
        message.Headers.Add("X-Hop", "1");
        message.Headers.Add("Set-Cookie", "a=b");
        message.Headers.Add("Alt-Svc", "h3=\":443\"");
        message.Headers.Add("Strict-Transport-Security", "max-age=1");
        message.Headers.Add("openai-processing-ms", "12");
        message.Headers.Add("x-ratelimit-remaining-tokens", "5");
        message.Content.Headers.ContentLength = 1;

        HeaderRules.CopyResponseHeaders(message, http.Response);

        Assert.Equal(["openai-processing-ms", "x-ratelimit-remaining-tokens"], http.Response.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_header_in_which_the_upstream_repeats_its_credential_does_not_reach_the_caller()
    {
        var http = new DefaultHttpContext();
        using var message = new HttpResponseMessage { Content = new ByteArrayContent([1]) };
        message.Headers.TryAddWithoutValidation("X-Debug", "Authorization: Bearer sk-upstream");
        message.Headers.TryAddWithoutValidation("X-Other", "fine");

        HeaderRules.CopyResponseHeaders(message, http.Response, new UpstreamCredential("Authorization", "Bearer sk-upstream"));

        Assert.Equal(["X-Other"], http.Response.Headers.Keys);
    }

    [Theory]
    [InlineData("sk-upstream-1", "plain")]
    [InlineData("X-Name", "SK-Upstream-1")]
    [InlineData("X-Encoded", "found: ENCODED")]
    public void Names_and_encodings_that_repeat_the_credential_do_not_reach_the_caller_either(string name, string value)
    {
        var http = new DefaultHttpContext();
        using var message = new HttpResponseMessage();
        message.Headers.TryAddWithoutValidation(name, value);

        HeaderRules.CopyResponseHeaders(message, http.Response, new UpstreamCredential("api-key", "sk-upstream-1", new OneForm("ENCODED")));

        Assert.Empty(http.Response.Headers);
    }

    [Theory]
    [InlineData("X-Accel-Redirect")]
    [InlineData("x-accel-buffering")]
    [InlineData("X-Sendfile")]
    [InlineData("X-LiteSpeed-Location")]
    [InlineData("Report-To")]
    [InlineData("NEL")]
    [InlineData("Service-Worker-Allowed")]
    [InlineData("Refresh")]
    [InlineData("Link")]
    [InlineData("WWW-Authenticate")]
    [InlineData("Content-Location")]
    public void Orders_to_browsers_and_servers_on_the_way_do_not_reach_the_caller(string name)
    {
        var http = new DefaultHttpContext();
        using var message = new HttpResponseMessage { Content = new ByteArrayContent([1]) };
        Assert.True(message.Headers.TryAddWithoutValidation(name, "/etc/passwd") || message.Content.Headers.TryAddWithoutValidation(name, "/etc/passwd"));

        HeaderRules.CopyResponseHeaders(message, http.Response);

        Assert.Empty(http.Response.Headers);
    }

    [Theory]
    [InlineData("caf\u00e9", false)]
    [InlineData("a\u0001b", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\tb ~", true)]
    public void A_value_that_the_server_would_not_write_stays_behind_instead_of_breaking_the_answer(string value, bool isKept)
    {
        var http = new DefaultHttpContext();
        using var message = new HttpResponseMessage();
        message.Headers.TryAddWithoutValidation("X-Label", value);

        HeaderRules.CopyResponseHeaders(message, http.Response);

        Assert.Equal(isKept, http.Response.Headers.ContainsKey("X-Label"));
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Forwarded-Port")]
    [InlineData("True-Client-IP")]
    public void A_header_that_would_replace_what_was_judged_is_not_forwarded(string name)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[name] = "other";
        using var message = new HttpRequestMessage();

        HeaderRules.CopyRequestHeaders(http.Request, message);

        Assert.Empty(message.Headers);
    }

    [Theory]
    [InlineData("X_Api_Key")]
    [InlineData("x_api-KEY")]
    [InlineData("X.Api.Key")]
    [InlineData("Transfer_Encoding")]
    [InlineData("Content_Length")]
    [InlineData("Content_Type")]
    [InlineData("X_Forwarded_For")]
    [InlineData("X_HTTP_Method_Override")]
    [InlineData("X_Custom_Secret")]
    [InlineData("x-custom-secret")]
    public void A_header_that_servers_read_as_a_withheld_one_is_withheld_too(string name)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[name] = "value";
        http.Request.Headers["X_Harmless"] = "value";
        using var message = new HttpRequestMessage { Content = new ByteArrayContent([]) };

        HeaderRules.CopyRequestHeaders(http.Request, message, "X-Custom-Secret");

        Assert.Equal(["X_Harmless"], message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated).Select(header => header.Key));
    }

    private sealed class OneForm(string form) : ISecretForms
    {
        public bool IsIn(ReadOnlySpan<char> text) => text.Contains(form, StringComparison.Ordinal);

        public bool IsIn(ReadOnlySpan<byte> bytes) => false;

        public int BeginningAtEnd(ReadOnlySpan<char> text) => 0;
    }
}
