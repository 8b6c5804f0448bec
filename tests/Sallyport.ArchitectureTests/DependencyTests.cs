using Sallyport.ArchitectureTests.Dependencies;
using Sallyport.ArchitectureTests.Product;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>The direction of dependencies: R1 to R10 of <c>docs/architecture.md</c>.</summary>
public sealed class DependencyTests
{
    /// <summary>The rules' ids, one per test case.</summary>
    public static TheoryData<string> RuleIds => [.. DirectionRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void No_part_of_the_product_uses_what_its_direction_rule_forbids(string id)
    {
        var rule = DirectionRules.All.Single(candidate => candidate.Id == id);

        var offences = rule.Offences(TypeUseReader.All).Select(use => use.ToString()).Distinct().Order().ToList();

        Assert.True(offences.Count == 0, $"{rule.Id}: {rule.Reason}\n{string.Join('\n', offences)}");
    }

    /// <summary>A renamed namespace would leave its rule green and empty.</summary>
    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_namespace_named_by_a_rule_contains_types(string id)
    {
        var rule = DirectionRules.All.Single(candidate => candidate.Id == id);

        var empty = rule.Subjects.Concat(rule.Except).Concat(rule.Forbidden)
            .Where(name => name.StartsWith("Sallyport", StringComparison.Ordinal))
            .Except(DirectionRules.Awaited)
            .Where(name => !ContainsTypes(name))
            .ToList();

        Assert.True(empty.Count == 0, $"{rule.Id} names parts that hold no types: {string.Join(", ", empty)}");
    }

    [Fact]
    public void A_part_that_has_its_first_type_is_no_longer_awaited()
    {
        var arrived = DirectionRules.Awaited.Where(ContainsTypes).ToList();

        Assert.True(arrived.Count == 0, $"Take these out of {nameof(DirectionRules)}.{nameof(DirectionRules.Awaited)}: {string.Join(", ", arrived)}");
    }

    private static bool ContainsTypes(string name) => ProductAssemblies.WrittenTypes
        .Select(ProductAssemblies.NamespaceOf)
        .Any(candidate => candidate == name || candidate.StartsWith(name + ".", StringComparison.Ordinal));
}
