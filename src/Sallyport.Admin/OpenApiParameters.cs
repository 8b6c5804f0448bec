using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sallyport.Controls.Audit;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;

namespace Sallyport.Admin;

/// <summary>
/// What the parameters of paths and queries mean. One name has one meaning in the whole API, so they are described by name and not at each
/// endpoint; the description's test fails for a name that is not here.
/// </summary>
internal static class OpenApiParameters
{
    private const int MaxVersion = 1_000_000_000;

    private static readonly FrozenDictionary<string, Meaning> Meanings = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        ["id"] = new("The id, as lists and answers give it."),
        ["user"] = new("The user's id, as lists and answers give it."),
        ["session"] = new("The session's id, as its list gives it."),
        ["name"] = new("The unique name."),
        ["page"] = new("The page, from 1. Default 1; anything less means 1.", 1, 1_000_000),
        ["limit"] = new("Items on a page, 1 to 100. Anything outside is brought inside.", 1, PageRequest.MaxLimit),
        ["search"] = new("A part of what the list shows of an item, such as its name, ignoring case."),
        ["proxy"] = new("Only what concerns this proxy: its name or id."),
        ["outcome"] = new("Only exchanges that ended so, or changes with this result (success, failure).", Values: ["allowed", "masked", "flagged", "blocked", "denied", "failed", "aborted", "success", "failure"]),
        ["team"] = new("Only what belongs to the team with this id."),
        ["tag"] = new("Only keys with this tag, ignoring case."),
        ["days"] = new("How many days are shown, 1 to 31; the last is today. Default 7; anything outside is brought inside.", 1, 31),
        ["actor"] = new("Only what this user or API key did: its id or name."),
        ["key"] = new("Another name for actor, for the exchanges of one API key."),
        ["category"] = new("Only what is of this category: exchanges by their gravest finding, rules by their own."),
        ["rule"] = new("Only what concerns this rule: exchanges in which it found something, the mark on what it found."),
        ["silent"] = new("true: also rules that found nothing. Default false."),
        ["detach"] = new("true: takes the policy from every proxy that uses it first. Default false: 409 where one does."),
        ["version"] = new("The number of a version, from 1.", 1, MaxVersion),
        ["policy"] = new("Only rules that the policy of this name brings along."),
        ["file"] = new("The name of a YARA file: 1 to 80 letters, digits, dots, underscores and hyphens that end in .yar or .yara."),
        ["from_version"] = new("The older version of the comparison.", 1, MaxVersion),
        ["to_version"] = new("The newer version of the comparison. Default: the one in force.", 1, MaxVersion),
        ["base_version"] = new("The version that the change began with; 409 when somebody saved another one meanwhile. Left out: whatever is there is replaced.", 1, MaxVersion),
        ["comment"] = new("Why, for the history; at most 500 characters."),
        ["would_be"] = new("Only exchanges to which policies in shadow mode would have done this, at most; any: where they found something.", Values: [ShadowFilter.Any, .. ShadowJudgement.KnownActions]),
        ["masked"] = new("true: only exchanges with masked values; false: only those without."),
        ["type"] = new("Only this event type, such as proxy.updated, or a family of types that ends with a dot, such as auth."),
        ["status"] = new("Only keys in this state.", Values: ["active", "expired", "revoked", "owner_disabled"]),
        ["from"] = new("Inclusive start, RFC 3339."),
        ["to"] = new("Exclusive end, RFC 3339."),
        ["format"] = new("jsonl (JSON Lines, the default) or csv.", Values: ["jsonl", "csv"]),
        ["exchanges"] = new("true: only exchanges; false: only changes and sign-ins. Left out: both."),
        ["first_day"] = new("Whole closed days in UTC from this one on, with their signed heads, so that the export verifies; as JSON Lines and without filters only."),
        ["last_day"] = new("The last of those days, inclusive. Left out: the newest closed one."),
        ["minutes"] = new("How far back the sums go, 1 minute to 31 days. Default 60; anything outside is brought inside.", 1, 31 * 24 * 60),
        ["hours"] = new("How far back the sums go, 1 hour to 31 days. Default 24; anything outside is brought inside.", 1, 31 * 24),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var sorts = context.Description.ActionDescriptor.EndpointMetadata.OfType<SortMembers>().FirstOrDefault();
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.Name == "sort")
            {
                Describe(parameter, SortedBy(sorts?.Names ?? []));
            }
            else if (Meanings.TryGetValue(parameter.Name ?? "", out var meaning))
            {
                Describe(parameter, meaning);
            }
        }

        return Task.CompletedTask;
    }

    private static Meaning SortedBy(IReadOnlyList<string> names) => new(
        $"The member to sort by: {string.Join(", ", names)}. A leading minus sorts descending; anything else leaves the list's own order.",
        Values: [.. names.SelectMany(name => new[] { name, "-" + name })]);

    private static void Describe(OpenApiParameter parameter, Meaning meaning)
    {
        parameter.Description = meaning.Text;
        if (parameter.Schema is not OpenApiSchema schema)
        {
            return;
        }

        schema.Minimum = meaning.Least?.ToString(CultureInfo.InvariantCulture);
        schema.Maximum = meaning.Most?.ToString(CultureInfo.InvariantCulture);
        schema.Enum = meaning.Values is null ? null : [.. meaning.Values.Select(value => System.Text.Json.Nodes.JsonValue.Create(value))];
    }

    private sealed record Meaning(string Text, int? Least = null, int? Most = null, IReadOnlyList<string>? Values = null);
}
