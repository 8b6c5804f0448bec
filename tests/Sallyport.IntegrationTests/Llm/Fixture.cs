using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>Golden bodies, and upstreams that answer with them.</summary>
internal static class Fixture
{
    internal static string Text(string file) => File.ReadAllText(Path.Combine(Root(), "tests", "fixtures", "llm", file));

    /// <summary>An upstream that always gives the same answer.</summary>
    internal static RequestDelegate Answers(string body, string contentType = "application/json", int status = 200) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(body);
    };

    /// <summary>The same, as a stream of events.</summary>
    internal static RequestDelegate Streams(string body) => Answers(body, "text/event-stream; charset=utf-8");

    /// <summary>An upstream that notes what it got before it answers.</summary>
    internal static RequestDelegate Notes(StringBuilder body, RequestDelegate answer) => async http =>
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        body.Append(await reader.ReadToEndAsync());
        await answer(http);
    };

    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>A file of the repository.</summary>
    internal static string InRepository(string path) => Path.Combine(Root(), path);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sallyport.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
