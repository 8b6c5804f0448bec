using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Sallyport.Admin.Hosts;
using Sallyport.Admin.Live;
using Sallyport.Admin.Proxies;
using Sallyport.Admin.Running;
using Sallyport.Admin.Ui;
using Sallyport.Controls.Access;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Outside;
using Sallyport.Controls.RuleHits;
using Sallyport.Controls.Usage;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Admin;

/// <summary>The management side of the main listener: API, live feed and web UI.</summary>
public static class AdminEndpoints
{
    /// <summary>Adds the middleware and maps every management endpoint.</summary>
    /// <param name="app">The application.</param>
    /// <param name="ui">The built web UI; may be empty.</param>
    public static void MapAdmin(this WebApplication app, IFileProvider ui)
    {
        var ids = app.Services.GetRequiredService<IIdGenerator>();
        app.Use((http, next) =>
        {
            http.TraceIdentifier = ids.NewId();
            return next(http);
        });
        app.UseSecurityHeaders();
        app.UseHostCheck();
        app.UseWhen(IsApi, branch => branch.UseApiProblems());
        // Only the UI's own files are compressed: answers that hold secrets next to chosen text must not be (BREACH).
        app.UseWhen(http => !IsApi(http), branch => branch.UseResponseCompression());
        app.UseUiFiles(ui);
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWorkLimits();

        // The short form is an alias; the API description shows each operation once.
        app.MapGroup("/auth").ExcludeFromDescription().RequireStanding().MapAuth();
        var api = app.MapGroup("/api/v1").RequireStanding();
        api.MapGroup("/auth").MapAuth();
        api.MapProxies();
        api.MapUserAdmin();
        api.MapRoleAdmin();
        api.MapApiKeyAdmin();
        api.MapTokens();
        api.MapRevocation();
        api.MapTeamsAdmin();
        api.MapAccessAdmin();
        api.MapPolicyAdmin();
        api.MapOutsideAdmin();
        api.MapRuleHits();
        api.MapAuditAdmin();
        api.MapUsageAdmin();
        api.MapSystem();
        app.MapKeySet();
        app.MapOpenApi("/api/v1/{documentName}.json").AllowAnonymous();
        app.MapLive();
        app.MapGet("/api/v1/docs", () => TypedResults.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        app.UseStartPage(ui);
    }

    /// <summary>
    /// Answers what no endpoint answers: pages of the web UI with its start page, machines with 404. Not an endpoint itself: one that takes any
    /// method and body would also take the requests to which routing answers 405 and 415, and those without an optional body.
    /// </summary>
    private static void UseStartPage(this WebApplication app, IFileProvider ui) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is not null)
        {
            return next(http);
        }

        if (IsApi(http) || Path.HasExtension(http.Request.Path.Value))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return UiFiles.ServePageAsync(http, ui);
    });

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/auth");
}
