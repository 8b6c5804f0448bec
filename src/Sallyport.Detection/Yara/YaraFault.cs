namespace Sallyport.Detection.Yara;

/// <summary>One thing wrong with, or not supported in, a YARA file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-8 bytes, from 1.</param>
/// <param name="Message">What is wrong or not supported, by name.</param>
public sealed record YaraFault(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
