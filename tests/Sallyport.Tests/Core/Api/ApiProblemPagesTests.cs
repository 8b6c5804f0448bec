using System.Net;
using System.Text;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Core.Api;

public sealed class ApiProblemPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/api/v1/auth/login", "{ not json", "application/json", HttpStatusCode.BadRequest, "malformed_request")]
    [InlineData("POST", "/api/v1/auth/login", "", "application/json", HttpStatusCode.BadRequest, "malformed_request")]
    [InlineData("POST", "/api/v1/auth/login", "[1]", "application/json", HttpStatusCode.BadRequest, "malformed_request")]
    [InlineData("POST", "/api/v1/auth/login", "a=b", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    [InlineData("PATCH", "/api/v1/auth/login", "{}", "application/json", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/api/v1/absent", null, null, HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/api/v1/broken", null, null, HttpStatusCode.InternalServerError, "internal_error")]
    public async Task What_the_framework_refuses_is_a_problem_document_too(
        string method, string path, string? body, string? type, HttpStatusCode status, string code)
    {
        await using var host = await ManagementHost.StartAsync(Cancellation);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type ?? "");
        using var response = await host.Client.SendAsync(request, Cancellation);
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await ManagementHost.ReadAsync(response, Cancellation);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.DoesNotContain("inner secret", problem.GetRawText(), StringComparison.Ordinal);
    }
}
