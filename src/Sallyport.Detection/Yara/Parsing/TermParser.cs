using System.Globalization;
using Sallyport.Detection.Yara.Conditions;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>Reads what operators stand between: numbers, strings, reads, brackets, sets and loops.</summary>
internal sealed class TermParser(TokenCursor cursor, ConditionParser parser, SetParser sets)
{
    private static readonly YaraExpression Nothing = new YaraExpression.Number(0);

    /// <summary>Reads one term.</summary>
    public YaraExpression Read()
    {
        if (!parser.Enter())
        {
            return Nothing;
        }

        var term = cursor.Current.Kind switch
        {
            TokenKind.Number => new YaraExpression.Number(cursor.Next().Number),
            TokenKind.StringName => ReadFound(),
            TokenKind.Count => ReadCount(),
            TokenKind.Offset or TokenKind.Length => ReadPlace(),
            TokenKind.Sign => ReadSign(),
            TokenKind.Word => ReadWord(),
            _ => Refuse(),
        };
        parser.Leave();
        return term;
    }

    private YaraExpression Refuse()
    {
        var token = cursor.Current;
        cursor.Fail(token, token.Kind switch
        {
            TokenKind.Text => "texts in conditions are not supported",
            TokenKind.Regex => "expressions in conditions are not supported",
            _ => "a condition is expected here",
        });
        return Nothing;
    }

    private int ReadString(Token token)
    {
        if (token.Text.Length > 0)
        {
            return parser.Resolve(token) is [var index, ..] ? index : 0;
        }

        if (parser.Scope.StringLoops == 0)
        {
            cursor.Fail(token, "a string without name can only stand in a loop over strings");
        }

        return YaraExpression.LoopString;
    }

    private YaraExpression.Found ReadFound()
    {
        var token = cursor.Next();
        if (token.Text.EndsWith('*'))
        {
            cursor.Fail(token, $"'${token.Text}' can only stand in a set, as in: any of (${token.Text})");
        }

        var index = ReadString(token);
        if (cursor.Accept("at"))
        {
            return new YaraExpression.Found(index, parser.ReadNumber(), null);
        }

        return new YaraExpression.Found(index, null, cursor.Accept("in") ? parser.ReadRange() : null);
    }

    private YaraExpression.Count ReadCount()
    {
        var index = ReadString(cursor.Next());
        return new YaraExpression.Count(index, cursor.Accept("in") ? parser.ReadRange() : null);
    }

    private YaraExpression ReadPlace()
    {
        var token = cursor.Next();
        var index = ReadString(token);
        YaraExpression? which = null;
        if (cursor.Accept("["))
        {
            which = parser.ReadNumber();
            cursor.Expect("]");
        }

        return token.Kind == TokenKind.Offset ? new YaraExpression.Offset(index, which) : new YaraExpression.Length(index, which);
    }

    private YaraExpression ReadSign()
    {
        if (cursor.Is("-") || cursor.Is("~"))
        {
            return new YaraExpression.Unary(cursor.Next().Text, parser.AsNumber(Read()));
        }

        if (!cursor.Accept("("))
        {
            return Refuse();
        }

        var inner = parser.ReadExpression();
        cursor.Expect(")");
        return inner;
    }

    private YaraExpression ReadWord()
    {
        var word = cursor.Current.Text;
        if (word is "all" or "any" or "none")
        {
            return sets.ReadOf(sets.ReadQuantifier());
        }

        if (word == "for")
        {
            return sets.ReadFor();
        }

        if (WidthOf(word) is var width and > 0)
        {
            cursor.Next();
            cursor.Expect("(");
            var place = parser.ReadNumber();
            cursor.Expect(")");
            return new YaraExpression.Read(word, width, !word.StartsWith('u'), word.EndsWith("be", StringComparison.Ordinal), place);
        }

        return word switch
        {
            "true" or "false" => new YaraExpression.Truth(cursor.Next().Text == "true"),
            "filesize" when cursor.Next().Kind == TokenKind.Word => new YaraExpression.FileSize(),
            _ => ReadName(word),
        };
    }

    private YaraExpression ReadName(string word)
    {
        if (parser.Scope.Find(word) is var slot and >= 0)
        {
            cursor.Next();
            return new YaraExpression.Variable(slot, word);
        }

        if (parser.Rules.TryGetValue(word, out var rule))
        {
            cursor.Next();
            return new YaraExpression.Rule(rule, word);
        }

        cursor.Fail(cursor.Current, word switch
        {
            "entrypoint" => "'entrypoint' is not supported: texts have none",
            _ when RuleParser.IsKeyWord(word) => $"'{word}' is not expected here",
            _ => $"'{word}' is neither a rule above this one nor a loop variable; modules and external variables are not supported",
        });
        return Nothing;
    }

    private static int WidthOf(string word)
    {
        var name = word.AsSpan().TrimStart('u');
        if (!name.StartsWith("int") || word.StartsWith("uu", StringComparison.Ordinal))
        {
            return 0;
        }

        var bits = name[3..].EndsWith("be") ? name[3..^2] : name[3..];
        return bits is "8" or "16" or "32" ? int.Parse(bits, CultureInfo.InvariantCulture) / 8 : 0;
    }
}
