namespace Sallyport.Controls.Policies;

/// <summary>One thing wrong with, or not supported in, a YARA file.</summary>
/// <param name="Line">Line, from 1; 0 where it is about a rule's metadata.</param>
/// <param name="Column">Column in UTF-8 bytes, from 1; 0 where it is about a rule's metadata.</param>
/// <param name="Message">What is wrong or not supported, by name.</param>
public sealed record YaraFaultView(int Line, int Column, string Message);
