namespace Sallyport.ArchitectureTests.Dependencies;

/// <summary>One rule on which part of the product may not use what.</summary>
/// <param name="Id">The rule's id in <c>docs/architecture.md</c>, with a letter where one rule has parts.</param>
/// <param name="Reason">Why the rule exists; shown when it is broken.</param>
/// <param name="Subjects">The namespaces the rule binds, with all below them.</param>
/// <param name="Except">Namespaces below the subjects that are free to do so.</param>
/// <param name="Forbidden">Namespaces that must not be used, with all below them.</param>
/// <param name="ForbiddenTypes">Types that must not be used: full names; a trailing <c>*</c> stands for any ending.</param>
internal sealed record DirectionRule(
    string Id,
    string Reason,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Except,
    IReadOnlyList<string> Forbidden,
    IReadOnlyList<string> ForbiddenTypes)
{
    /// <summary>The uses that break this rule.</summary>
    public IEnumerable<TypeUse> Offences(IEnumerable<TypeUse> uses) => uses.Where(use => Binds(use.FromNamespace) && Forbids(use));

    private bool Binds(string name) => IsWithinAny(name, Subjects) && !IsWithinAny(name, Except);

    // What a part does with its own types is its own matter, also where a rule forbids "any other project".
    private bool Forbids(TypeUse use) =>
        (IsWithinAny(use.ToNamespace, Forbidden) && !SharesSubject(use)) || ForbiddenTypes.Any(type => Matches(type, $"{use.ToNamespace}.{use.ToType}"));

    private bool SharesSubject(TypeUse use) =>
        Subjects.Any(subject => subject != "Sallyport" && IsWithin(use.FromNamespace, subject) && IsWithin(use.ToNamespace, subject));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static bool IsWithinAny(string name, IEnumerable<string> namespaces) => namespaces.Any(candidate => IsWithin(name, candidate));

    private static bool IsWithin(string name, string parent) =>
        name == parent || (name.StartsWith(parent, StringComparison.Ordinal) && name[parent.Length] == '.');
}
