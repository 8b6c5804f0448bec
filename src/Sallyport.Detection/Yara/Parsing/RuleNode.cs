using Sallyport.Detection.Yara.Conditions;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>A rule as read.</summary>
internal sealed record RuleNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Line of the name.</summary>
    public required int Line { get; init; }

    /// <summary>Column of the name.</summary>
    public required int Column { get; init; }

    /// <summary>Whether all other rules of the file need it.</summary>
    public required bool IsGlobal { get; init; }

    /// <summary>Whether its matches stay unreported.</summary>
    public required bool IsPrivate { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Metadata: texts, numbers, truths; a later entry of the same name does not replace an earlier one.</summary>
    public required IReadOnlyList<KeyValuePair<string, object>> Meta { get; init; }

    /// <summary>Strings.</summary>
    public required IReadOnlyList<StringNode> Strings { get; init; }

    /// <summary>The condition.</summary>
    public required YaraExpression Condition { get; init; }
}
