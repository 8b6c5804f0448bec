using System.Collections.Frozen;
using System.Text;
using Sallyport.Detection.Yara.Conditions;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>Reads the rules of one file. A faulty rule does not hide the faults of the next.</summary>
internal sealed class RuleParser
{
    private const int MaxSourceLength = 4 * 1024 * 1024;
    private const int MaxRules = 20_000;

    private static readonly FrozenSet<string> KeyWords = new[]
    {
        "all", "and", "any", "ascii", "at", "base64", "base64wide", "condition", "contains", "defined", "endswith", "entrypoint", "false", "filesize",
        "for", "fullword", "global", "icontains", "iendswith", "iequals", "import", "in", "include", "int16", "int16be", "int32", "int32be", "int8",
        "int8be", "istartswith", "matches", "meta", "nocase", "none", "not", "of", "or", "private", "rule", "startswith", "strings", "them", "true",
        "uint16", "uint16be", "uint32", "uint32be", "uint8", "uint8be", "wide", "xor",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string _file;
    private readonly TokenCursor _cursor;
    private readonly List<RuleNode> _rules = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    private RuleParser(string file, List<Token> tokens, List<YaraFault> faults)
    {
        _file = file;
        _cursor = new TokenCursor(file, tokens, faults);
    }

    /// <summary>Whether the word means something in the language.</summary>
    public static bool IsKeyWord(string word) => KeyWords.Contains(word);

    /// <summary>Reads a file; what is faulty is left out and reported.</summary>
    public static IReadOnlyList<RuleNode> Read(YaraSource source, List<YaraFault> faults)
    {
        if (source.Text.Length > MaxSourceLength)
        {
            faults.Add(new YaraFault(source.Name, 1, 1, $"the file is longer than {MaxSourceLength} characters"));
            return [];
        }

        var parser = new RuleParser(source.Name, Lexer.Read(source.Text), faults);
        while (!parser._cursor.IsAtEnd)
        {
            var start = parser._cursor.Position;
            parser.ReadItem();
            parser._cursor.Recover(start);
        }

        return parser._rules;
    }

    private void ReadItem()
    {
        var at = _cursor.Current;
        if (_cursor.Is("import") || _cursor.Is("include"))
        {
            var what = _cursor.Following.Text;
            _cursor.Fail(at, at.Text == "import" ? $"the module '{what}' cannot be imported: modules are not supported" : $"include \"{what}\" is not supported: put the file into the rules folder");
            return;
        }

        var (isGlobal, isPrivate) = (false, false);
        while (_cursor.Is("global") || _cursor.Is("private"))
        {
            isGlobal |= _cursor.Is("global");
            isPrivate |= _cursor.Is("private");
            _cursor.Next();
        }

        _cursor.Expect("rule");
        var name = ExpectName("a rule name");
        if (_names.ContainsKey(name.Text))
        {
            _cursor.Fail(name, $"the rule '{name.Text}' exists already");
        }

        ReadBody(name, isGlobal, isPrivate);
    }

    private void ReadBody(Token name, bool isGlobal, bool isPrivate)
    {
        var tags = ReadTags();
        _cursor.Expect("{");
        var meta = ReadMeta();
        var strings = _cursor.Accept("strings") && AcceptColon() ? StringParser.Read(_cursor) : [];
        _cursor.Expect("condition");
        _cursor.Expect(":");
        var condition = new ConditionParser(_cursor, strings, _names).Read();
        _cursor.Expect("}");
        if (_cursor.HasFailed)
        {
            return;
        }

        _names.Add(name.Text, _rules.Count);
        _rules.Add(new RuleNode
        {
            Name = name.Text,
            File = _file,
            Line = name.Line,
            Column = name.Column,
            IsGlobal = isGlobal,
            IsPrivate = isPrivate,
            Tags = tags,
            Meta = meta,
            Strings = strings,
            Condition = condition,
        });
        if (_rules.Count > MaxRules)
        {
            _cursor.Fail(name, $"the file has more than {MaxRules} rules");
        }
    }

    private bool AcceptColon()
    {
        _cursor.Expect(":");
        return true;
    }

    private Token ExpectName(string what)
    {
        var token = _cursor.Expect(TokenKind.Word, what);
        if (IsKeyWord(token.Text))
        {
            _cursor.Fail(token, $"'{token.Text}' is a key word and cannot be {what}");
        }

        return token;
    }

    private List<string> ReadTags()
    {
        List<string> tags = [];
        if (!_cursor.Accept(":"))
        {
            return tags;
        }

        do
        {
            var tag = ExpectName("a tag");
            if (tags.Contains(tag.Text))
            {
                _cursor.Fail(tag, $"the tag '{tag.Text}' stands twice");
            }

            tags.Add(tag.Text);
        }
        while (_cursor.Current.Kind == TokenKind.Word);
        return tags;
    }

    private List<KeyValuePair<string, object>> ReadMeta()
    {
        List<KeyValuePair<string, object>> meta = [];
        if (!_cursor.Accept("meta") || !AcceptColon())
        {
            return meta;
        }

        do
        {
            var name = ExpectName("a name of metadata");
            _cursor.Expect("=");
            meta.Add(KeyValuePair.Create(name.Text, ReadMetaValue()));
        }
        while (_cursor.Current.Kind == TokenKind.Word && !IsKeyWord(_cursor.Current.Text));
        return meta;
    }

    private object ReadMetaValue()
    {
        if (_cursor.Accept("true"))
        {
            return true;
        }

        if (_cursor.Accept("false"))
        {
            return false;
        }

        if (_cursor.Accept("-"))
        {
            return -_cursor.Expect(TokenKind.Number, "a number").Number;
        }

        if (_cursor.Current.Kind == TokenKind.Number)
        {
            return _cursor.Next().Number;
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_cursor.Expect(TokenKind.Text, "a text, number, true or false").Text));
    }
}
