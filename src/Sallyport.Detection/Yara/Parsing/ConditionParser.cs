using Sallyport.Detection.Yara.Conditions;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>Reads a condition by precedence: <c>or</c>, <c>and</c>, <c>not</c>, then comparison and arithmetic as in C.</summary>
internal sealed class ConditionParser
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 50_000;

    // Loosest first.
    private static readonly string[][] Levels =
    [
        ["==", "!="], ["<", "<=", ">", ">="], ["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "\\", "%"],
    ];

    private static readonly string[] TextOperators = ["contains", "icontains", "startswith", "istartswith", "endswith", "iendswith", "iequals", "matches"];

    private readonly TokenCursor _cursor;
    private readonly IReadOnlyList<StringNode> _strings;
    private readonly IReadOnlyDictionary<string, int> _rules;
    private readonly bool[] _isUsed;
    private readonly LoopScope _scope;
    private readonly SetParser _sets;
    private readonly TermParser _terms;
    private int _depth;
    private int _nodes;

    public ConditionParser(TokenCursor cursor, IReadOnlyList<StringNode> strings, IReadOnlyDictionary<string, int> rules)
    {
        _cursor = cursor;
        _strings = strings;
        _rules = rules;
        _isUsed = new bool[strings.Count];
        _scope = new LoopScope();
        _sets = new SetParser(cursor, this);
        _terms = new TermParser(cursor, this, _sets);
    }

    /// <summary>The loops around the current place.</summary>
    public LoopScope Scope => _scope;

    /// <summary>The rules read before this one.</summary>
    public IReadOnlyDictionary<string, int> Rules => _rules;

    /// <summary>Reads the whole condition and checks that each string is used, unless its name starts with an underscore.</summary>
    public YaraExpression Read()
    {
        var condition = ReadExpression();
        for (var index = 0; index < _strings.Count && !_cursor.HasFailed; index++)
        {
            if (!_isUsed[index] && !_strings[index].Name.StartsWith('_'))
            {
                _cursor.Fail(_strings[index].Value, $"the string '${_strings[index].Name}' is not used in the condition");
            }
        }

        return condition;
    }

    /// <summary>Reads an expression of any kind.</summary>
    public YaraExpression ReadExpression()
    {
        var left = ReadAnd();
        while (_cursor.Accept("or"))
        {
            left = new YaraExpression.Or(left, ReadAnd());
        }

        return left;
    }

    /// <summary>Reads a number.</summary>
    public YaraExpression ReadNumber() => AsNumber(ReadLevel(2));

    /// <summary>Reads a range behind its opening bracket was seen.</summary>
    public ByteRange ReadRange()
    {
        _cursor.Expect("(");
        var first = ReadNumber();
        _cursor.Expect("..");
        var last = ReadNumber();
        _cursor.Expect(")");
        return new ByteRange(first, last);
    }

    /// <summary>Strings of a name, which may end in a star; marks them as used.</summary>
    public IReadOnlyList<int> Resolve(Token name)
    {
        var prefix = name.Text.EndsWith('*') ? name.Text[..^1] : null;
        var found = Enumerable.Range(0, _strings.Count)
            .Where(index => prefix is null ? _strings[index].Name == name.Text && name.Text.Length > 0 : _strings[index].Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        if (found.Count == 0)
        {
            _cursor.Fail(name, $"there is no string '${name.Text}'");
        }

        found.ForEach(index => _isUsed[index] = true);
        return found;
    }

    /// <summary>All strings; marks them as used.</summary>
    public IReadOnlyList<int> ResolveAll(Token at)
    {
        if (_strings.Count == 0)
        {
            _cursor.Fail(at, "the rule has no strings");
        }

        Array.Fill(_isUsed, true);
        return [.. Enumerable.Range(0, _strings.Count)];
    }

    /// <summary>Enters a nested part; a condition too deep or too long fails.</summary>
    public bool Enter()
    {
        if (++_depth > MaxDepth || ++_nodes > MaxNodes)
        {
            _cursor.Fail(_cursor.Current, _depth > MaxDepth ? $"the condition is nested deeper than {MaxDepth}" : $"the condition has more than {MaxNodes} parts");
        }

        return !_cursor.HasFailed;
    }

    /// <summary>Leaves a nested part.</summary>
    public void Leave() => _depth--;

    /// <summary>Demands a number.</summary>
    public YaraExpression AsNumber(YaraExpression expression)
    {
        if (expression.IsTruth)
        {
            _cursor.Fail(_cursor.Current, "a number is expected before this, not a condition");
        }

        return expression;
    }

    private YaraExpression ReadAnd()
    {
        var left = ReadNot();
        while (_cursor.Accept("and"))
        {
            left = new YaraExpression.And(left, ReadNot());
        }

        return left;
    }

    private YaraExpression ReadNot()
    {
        if (!Enter())
        {
            return new YaraExpression.Truth(false);
        }

        var expression = _cursor.Accept("not") ? new YaraExpression.Not(ReadNot())
            : _cursor.Accept("defined") ? new YaraExpression.Defined(ReadNot())
            : ReadTest();
        Leave();
        return expression;
    }

    // A number in front of "of" was the number of a quantifier.
    private YaraExpression ReadTest()
    {
        var test = ReadLevel(0);
        return !test.IsTruth && (_cursor.Is("of") || IsPercentOf()) ? _sets.ReadOf(_sets.QuantifierOf(test)) : test;
    }

    private bool IsPercentOf() => _cursor.Is("%") && _cursor.Following is { Kind: TokenKind.Word, Text: "of" };

    private YaraExpression ReadLevel(int level)
    {
        if (level == Levels.Length)
        {
            return _terms.Read();
        }

        var left = ReadLevel(level + 1);
        while (_cursor.Current.Kind == TokenKind.Sign && Levels[level].Contains(_cursor.Current.Text) && !IsPercentOf())
        {
            if (++_nodes > MaxNodes)
            {
                _cursor.Fail(_cursor.Current, $"the condition has more than {MaxNodes} parts");
            }

            var sign = _cursor.Next().Text;
            var right = AsNumber(ReadLevel(level + 1));
            left = level < 2 ? new YaraExpression.Compare(sign, AsNumber(left), right) : new YaraExpression.Binary(sign, AsNumber(left), right);
        }

        if (_cursor.Current.Kind == TokenKind.Word && TextOperators.Contains(_cursor.Current.Text))
        {
            _cursor.Fail(_cursor.Current, $"the operator '{_cursor.Current.Text}' is not supported: it needs texts, which come from modules and external variables");
        }

        return left;
    }
}
