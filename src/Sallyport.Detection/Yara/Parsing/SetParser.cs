using Sallyport.Detection.Yara.Conditions;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>Reads quantifiers, sets of strings or rules, and loops.</summary>
internal sealed class SetParser(TokenCursor cursor, ConditionParser parser)
{
    /// <summary>The quantifier of a number that was read, perhaps with a percent sign behind it.</summary>
    public Quantifier QuantifierOf(YaraExpression amount)
    {
        var isPercent = cursor.Accept("%");
        if (isPercent && amount is YaraExpression.Number { Value: < 1 or > 100 })
        {
            cursor.Fail(cursor.Current, "a percentage is from 1 to 100");
        }

        return new Quantifier(isPercent ? QuantifierKind.Percent : QuantifierKind.Number, amount);
    }

    /// <summary>Reads a quantifier.</summary>
    public Quantifier ReadQuantifier()
    {
        if (cursor.Accept("all"))
        {
            return new Quantifier(QuantifierKind.All, null);
        }

        if (cursor.Accept("any"))
        {
            return new Quantifier(QuantifierKind.Any, null);
        }

        return cursor.Accept("none") ? new Quantifier(QuantifierKind.None, null) : QuantifierOf(parser.ReadNumber());
    }

    /// <summary>Reads <c>of</c> and its set.</summary>
    public YaraExpression ReadOf(Quantifier quantifier)
    {
        cursor.Expect("of");
        if (cursor.Is("(") && cursor.Following.Kind == TokenKind.Word)
        {
            return new YaraExpression.OfRules(quantifier, ReadRules());
        }

        var strings = ReadStrings();
        if (cursor.Is("at"))
        {
            cursor.Fail(cursor.Current, "'of … at' is not supported: write for any of them : ( $ at 0 )");
        }

        return new YaraExpression.OfStrings(quantifier, strings, cursor.Accept("in") ? parser.ReadRange() : null);
    }

    /// <summary>Reads a loop.</summary>
    public YaraExpression ReadFor()
    {
        var at = cursor.Next();
        if (parser.Scope.Depth >= LoopScope.MaxLoops)
        {
            cursor.Fail(at, $"loops are nested deeper than {LoopScope.MaxLoops}");
        }

        var quantifier = ReadQuantifier();
        if (quantifier.Kind == QuantifierKind.Percent)
        {
            cursor.Fail(at, "a percentage in a loop is not supported");
        }

        if (!cursor.Accept("of"))
        {
            return ReadNumberLoop(quantifier);
        }

        var strings = ReadStrings();
        parser.Scope.StringLoops++;
        var body = ReadBody();
        parser.Scope.StringLoops--;
        return new YaraExpression.ForStrings(quantifier, strings, body);
    }

    private YaraExpression.ForNumbers ReadNumberLoop(Quantifier quantifier)
    {
        var name = cursor.Expect(TokenKind.Word, "a loop variable");
        if (RuleParser.IsKeyWord(name.Text) || parser.Scope.Find(name.Text) >= 0)
        {
            cursor.Fail(name, $"'{name.Text}' cannot be a loop variable here");
        }

        if (cursor.Is(","))
        {
            cursor.Fail(cursor.Current, "loops with two variables are not supported");
        }

        cursor.Expect("in");
        cursor.Expect("(");
        ByteRange? range = null;
        List<YaraExpression> items = [parser.ReadNumber()];
        if (cursor.Accept(".."))
        {
            range = new ByteRange(items[0], parser.ReadNumber());
            items = [];
        }

        while (range is null && cursor.Accept(","))
        {
            items.Add(parser.ReadNumber());
        }

        cursor.Expect(")");
        var slot = parser.Scope.Open(name.Text);
        var body = ReadBody();
        parser.Scope.Close();
        return new YaraExpression.ForNumbers(quantifier, slot, name.Text, range, items, body);
    }

    private YaraExpression ReadBody()
    {
        cursor.Expect(":");
        cursor.Expect("(");
        var body = parser.ReadExpression();
        cursor.Expect(")");
        return body;
    }

    private IReadOnlyList<int> ReadStrings()
    {
        var at = cursor.Current;
        if (cursor.Accept("them"))
        {
            return parser.ResolveAll(at);
        }

        cursor.Expect("(");
        List<int> strings = [];
        do
        {
            strings.AddRange(parser.Resolve(cursor.Expect(TokenKind.StringName, "a string such as $name or $name*")));
        }
        while (cursor.Accept(","));
        cursor.Expect(")");
        return strings;
    }

    private List<int> ReadRules()
    {
        cursor.Expect("(");
        List<int> rules = [];
        do
        {
            var name = cursor.Expect(TokenKind.Word, "a rule name");
            var isPrefix = cursor.Accept("*");
            var found = parser.Rules.Where(rule => isPrefix ? rule.Key.StartsWith(name.Text, StringComparison.Ordinal) : rule.Key == name.Text).Select(rule => rule.Value).Order().ToList();
            if (found.Count == 0)
            {
                cursor.Fail(name, $"there is no rule '{name.Text}{(isPrefix ? "*" : "")}' above this one");
            }

            rules.AddRange(found);
        }
        while (cursor.Accept(","));
        cursor.Expect(")");
        return rules;
    }
}
