using System.Globalization;
using System.Text;
using Sallyport.Detection.Yara.Conditions;
using Sallyport.Detection.Yara.Parsing;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Writes a rule that was read, with brackets around everything.</summary>
internal sealed class YaraPrinter(RuleNode rule)
{
    public string Print() => new StringBuilder()
        .Append(rule.IsGlobal ? "global " : "").Append(rule.IsPrivate ? "private " : "").Append("rule ").Append(rule.Name).Append(" {\n")
        .Append(rule.Strings.Count == 0 ? "" : " strings:\n").AppendJoin('\n', rule.Strings.Select(Text)).Append("\n condition: ").Append(Print(rule.Condition)).Append("\n}\n").ToString();

    private static string Text(StringNode node)
    {
        var value = node.Value.Kind switch
        {
            TokenKind.Hex => $"{{ {node.Value.Text} }}",
            TokenKind.Regex => $"/{node.Value.Text}/{((node.Value.Number & Token.NoCase) != 0 ? "i" : "")}{((node.Value.Number & Token.DotAll) != 0 ? "s" : "")}",
            _ => $"\"{string.Concat(node.Value.Text.Select(value => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)value:x2}")))}\"",
        };
        var modifiers = node.Modifiers == StringModifiers.None ? [] : node.Modifiers.ToString().ToLowerInvariant().Split(", ");
        return $"  ${node.Name} = {value} {string.Join(' ', modifiers.Select(word => word == "xor" ? $"xor({node.FirstKey}-{node.LastKey})" : word.StartsWith("base64", StringComparison.Ordinal) ? $"{word}(\"{node.Alphabet}\")" : word))}";
    }

    private string Name(int text) => text == YaraExpression.LoopString ? "" : rule.Strings[text].Name;

    // Anonymous strings can only be meant by all at once.
    private string Set(IReadOnlyList<int> texts) => texts.Count == rule.Strings.Count ? "them" : $"({string.Join(", ", texts.Select(text => "$" + Name(text)))})";

    private string Range(ByteRange? range) => range is null ? "" : $" in ({Print(range.First)}..{Print(range.Last)})";

    private string Amount(Quantifier quantifier) => quantifier.Kind switch
    {
        QuantifierKind.Number => Print(quantifier.Amount ?? throw new InvalidOperationException("A number has an amount.")),
        QuantifierKind.Percent => Print(quantifier.Amount ?? throw new InvalidOperationException("A percentage has an amount.")) + "%",
        _ => quantifier.Kind.ToString().ToLowerInvariant(),
    };

    private string Print(YaraExpression expression) => expression switch
    {
        YaraExpression.Truth truth => truth.Value ? "true" : "false",
        YaraExpression.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        YaraExpression.FileSize => "filesize",
        YaraExpression.Variable variable => variable.Name,
        YaraExpression.Rule reference => reference.Name,
        YaraExpression.Read read => $"{read.Function}({Print(read.Place)})",
        YaraExpression.Count count => $"#{Name(count.Text)}{Range(count.Range)}",
        YaraExpression.Offset offset => $"@{Name(offset.Text)}{(offset.Index is null ? "" : $"[{Print(offset.Index)}]")}",
        YaraExpression.Length length => $"!{Name(length.Text)}{(length.Index is null ? "" : $"[{Print(length.Index)}]")}",
        YaraExpression.Unary unary => $"{unary.Sign}({Print(unary.Operand)})",
        YaraExpression.Binary binary => $"({Print(binary.Left)} {binary.Sign} {Print(binary.Right)})",
        YaraExpression.Compare compare => $"({Print(compare.Left)} {compare.Sign} {Print(compare.Right)})",
        YaraExpression.Not not => $"not ({Print(not.Operand)})",
        YaraExpression.Defined defined => $"defined ({Print(defined.Operand)})",
        YaraExpression.And and => $"({Print(and.Left)} and {Print(and.Right)})",
        YaraExpression.Or or => $"({Print(or.Left)} or {Print(or.Right)})",
        YaraExpression.Found found => $"${Name(found.Text)}{(found.Place is null ? "" : $" at {Print(found.Place)}")}{Range(found.Range)}",
        YaraExpression.OfStrings of => $"{Amount(of.Quantifier)} of {Set(of.Texts)}{Range(of.Range)}",
        YaraExpression.ForStrings loop => $"for {Amount(loop.Quantifier)} of {Set(loop.Texts)} : ({Print(loop.Body)})",
        YaraExpression.ForNumbers loop => $"for {Amount(loop.Quantifier)} {loop.Name}{(loop.Range is null ? $" in ({string.Join(", ", loop.Items.Select(Print))})" : Range(loop.Range))} : ({Print(loop.Body)})",
        _ => throw new NotSupportedException(expression.GetType().Name),
    };
}
