using Sallyport.Detection.Yara.Matching;

namespace Sallyport.Detection.Yara.Conditions;

/// <summary>A rule in the form the scan runs.</summary>
/// <param name="Rule">What is told of it.</param>
/// <param name="Condition">Its condition; strings by position in <paramref name="Strings"/>, rules by position in the file.</param>
/// <param name="Strings">Its strings.</param>
/// <param name="FirstOfFile">Number of the first rule of its file.</param>
/// <param name="NeedsString">Whether it can only hold where one of its strings is found.</param>
internal sealed record CompiledRule(YaraRule Rule, YaraExpression Condition, CompiledString[] Strings, int FirstOfFile, bool NeedsString);
