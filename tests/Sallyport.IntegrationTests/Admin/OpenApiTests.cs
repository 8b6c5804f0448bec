using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>The OpenAPI document by the rules of the specification (OpenAPI 3.1.1, 24 October 2024) that generators get wrong.</summary>
public sealed partial class OpenApiTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];

    [Fact]
    public async Task The_document_says_what_it_is_and_how_to_sign_in()
    {
        var document = await ReadAsync();

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("Sallyport management API", document.GetProperty("info").GetProperty("title").GetString());
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("session");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
    }

    [Fact]
    public async Task Every_operation_has_a_summary_one_tag_and_a_form_of_refusal()
    {
        foreach (var (name, operation) in Operations(await ReadAsync()))
        {
            Assert.True(operation.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 5 }, $"{name} has no summary.");
            Assert.True(operation.GetProperty("tags").GetArrayLength() == 1, $"{name} stands under no tag or several.");
            Assert.True(operation.GetProperty("responses").TryGetProperty("default", out _), $"{name} does not say how it refuses.");
            Assert.True(operation.TryGetProperty("description", out _), $"{name} does not say who may call it.");
        }
    }

    [Fact]
    public async Task Every_parameter_says_what_it_means_and_every_number_its_range()
    {
        var parameters = Operations(await ReadAsync())
            .Where(operation => operation.Operation.TryGetProperty("parameters", out _))
            .SelectMany(operation => operation.Operation.GetProperty("parameters").EnumerateArray().Select(parameter => (operation.Name, Parameter: parameter)))
            .ToList();

        Assert.NotEmpty(parameters);
        foreach (var (name, parameter) in parameters)
        {
            var place = $"{name} {parameter.GetProperty("name").GetString()}";
            Assert.True(IsDescribed(parameter), $"{place} has no description.");
            Assert.True(parameter.GetProperty("schema").GetProperty("type").GetString() != "integer" || HasRange(parameter.GetProperty("schema")), $"{place} has no range.");
        }
    }

    [Fact]
    public async Task Every_member_of_a_body_says_what_it_means_and_every_text_and_number_its_range()
    {
        var document = await ReadAsync();
        var members = Operations(document)
            .Where(operation => operation.Operation.TryGetProperty("requestBody", out _))
            .SelectMany(operation => Members(document, operation.Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), operation.Name))
            .ToList();

        Assert.True(members.Count > 30);
        foreach (var (place, schema) in members)
        {
            Assert.True(IsDescribed(schema), $"{place} has no description.");
            Assert.True(!NeedsRange(schema) || HasRange(schema), $"{place} has no range.");
        }
    }

    [Theory]
    [InlineData("""{"type":["null","integer"],"minimum":1}""", true, false)]
    [InlineData("""{"type":["null","integer"],"minimum":1,"maximum":2}""", true, true)]
    [InlineData("""{"type":"string"}""", true, false)]
    [InlineData("""{"type":"string","maxLength":64}""", true, true)]
    [InlineData("""{"type":"boolean"}""", false, false)]
    public void A_missing_range_is_found(string schema, bool needsRange, bool hasRange)
    {
        var element = JsonElement.Parse(schema);

        Assert.Equal((needsRange, hasRange), (NeedsRange(element), HasRange(element)));
    }

    [Fact]
    public async Task Every_placeholder_of_a_path_is_a_needed_parameter_and_the_other_way_round()
    {
        foreach (var (name, operation) in Operations(await ReadAsync()))
        {
            var placeholders = Placeholder().Matches(name).Select(match => match.Groups[1].Value).Order();
            var parameters = operation.TryGetProperty("parameters", out var list)
                ? list.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").ToList()
                : [];

            Assert.Equal(placeholders, parameters.Select(parameter => parameter.GetProperty("name").GetString() ?? "").Order());
            Assert.All(parameters, parameter => Assert.True(parameter.GetProperty("required").GetBoolean(), name));
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await ReadAsync();
        var references = References(document).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            var place = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/'))
            {
                Assert.True(place.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal), out place), $"{reference} leads nowhere.");
            }
        });
    }

    [Fact]
    public async Task Kinds_of_proxies_have_the_names_that_their_paths_have()
    {
        var schemas = (await ReadAsync()).GetProperty("components").GetProperty("schemas");

        Assert.Equal(["llm", "mcp", "a2a", "api"], schemas.GetProperty("PlaneKind").GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()));
    }

    [Theory]
    [InlineData("post /api/v1/auth/login", false)]
    [InlineData("get /api/v1/proxies", true)]
    [InlineData("post /api/v1/proxies/test-target", true)]
    public async Task An_operation_says_whether_it_needs_a_sign_in(string name, bool isNeeded)
    {
        var operation = Operations(await ReadAsync()).Single(operation => operation.Name == name).Operation;

        Assert.Equal(isNeeded, operation.TryGetProperty("security", out var security) && security.GetArrayLength() > 0);
    }

    private Task<JsonElement> ReadAsync() => gateway.Client.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json", TestContext.Current.CancellationToken);

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from member in path.Value.EnumerateObject()
        where Methods.Contains(member.Name)
        select ($"{member.Name} {path.Name}", member.Value);

    private static bool IsDescribed(JsonElement element) =>
        (element.TryGetProperty("description", out var text) && text.GetString() is { Length: > 5 })
        || (element.TryGetProperty("oneOf", out var choices) && choices.EnumerateArray().Any(IsDescribed));

    private static bool IsOf(JsonElement schema, string wanted) => schema.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => one.GetString() == wanted) : type.GetString() == wanted);

    private static bool NeedsRange(JsonElement schema) => IsOf(schema, "integer") || IsOf(schema, "number") || IsOf(schema, "string");

    private static bool HasRange(JsonElement schema) => IsOf(schema, "string")
        ? schema.TryGetProperty("maxLength", out _) || schema.TryGetProperty("format", out _) || schema.TryGetProperty("enum", out _)
        : schema.TryGetProperty("minimum", out _) && schema.TryGetProperty("maximum", out _);

    private static IEnumerable<(string Place, JsonElement Schema)> Members(JsonElement document, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty((reference.GetString() ?? "").Split('/')[^1]);
        }

        var own = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(member => Members(document, member.Value, $"{place} {member.Name}").Prepend(($"{place} {member.Name}", member.Value)))
            : [];
        var items = schema.TryGetProperty("items", out var item) ? Members(document, item, place + "[]") : [];
        var choices = schema.TryGetProperty("oneOf", out var branches) ? branches.EnumerateArray().SelectMany(branch => Members(document, branch, place)) : [];
        return own.Concat(items).Concat(choices);
    }

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" && member.Value.GetString() is { } reference ? [reference] : References(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
