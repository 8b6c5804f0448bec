using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Sallyport.Admin.Ui;

/// <summary>Serves the built web UI under a strict content-security policy.</summary>
internal static class UiFiles
{
    /// <summary>
    /// Nothing inline, nothing from elsewhere, no framing. Threat: text that came through the gateway is shown here to administrators; if any of
    /// it were ever taken for markup, it could still neither run nor call out.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    internal static void UseUiFiles(this IApplicationBuilder app, IFileProvider files)
    {
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Prepare });
    }

    /// <summary>Answers page addresses of the single-page app with its start page.</summary>
    internal static async Task ServePageAsync(HttpContext http, IFileProvider files)
    {
        var page = files.GetFileInfo("index.html");
        if (!page.Exists)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("The web UI was not built (Node.js 20 or newer was not found). The management API is at /api/v1/.", http.RequestAborted);
            return;
        }

        Protect(http.Response);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.SendFileAsync(page, http.RequestAborted);
    }

    private static void Prepare(StaticFileResponseContext context)
    {
        Protect(context.Context.Response);
        // File names under assets/ carry a hash of their content.
        context.Context.Response.Headers.CacheControl = context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.CacheControl = "no-cache";
    }
}
