namespace Sallyport.Detection.Yara;

/// <summary>A YARA file with the name that faults give. Each file is a namespace of its own: references and global rules stay inside it.</summary>
/// <param name="Name">Path relative to the rules folder.</param>
/// <param name="Text">The text.</param>
public sealed record YaraSource(string Name, string Text);
