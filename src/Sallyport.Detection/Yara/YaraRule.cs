namespace Sallyport.Detection.Yara;

/// <summary>What is told of a loaded rule.</summary>
public sealed record YaraRule
{
    /// <summary>Its name, unique among all loaded files.</summary>
    public required string Name { get; init; }

    /// <summary>The file it stands in.</summary>
    public required string File { get; init; }

    /// <summary>Whether its matches stay unreported; other rules may refer to it.</summary>
    public required bool IsPrivate { get; init; }

    /// <summary>Whether no other rule of its file holds where it does not.</summary>
    public required bool IsGlobal { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Metadata in order: texts, <see cref="long"/> numbers and truths.</summary>
    public required IReadOnlyList<KeyValuePair<string, object>> Meta { get; init; }

    /// <summary>The first text of that name in the metadata; null when there is none.</summary>
    public string? MetaText(string name) => Meta.FirstOrDefault(entry => entry.Key == name).Value as string;
}
