using System.Text;

namespace Sallyport.Tests.Detection.Yara;

/// <summary>Writes random rules and random texts in which they often match.</summary>
internal sealed class RuleGenerator(ulong seed)
{
    private static readonly string[] Words = ["ab", "abc", "Key", "secret", "foo", "FOO", "a b", "token=", "x1", "ignore", "aba", "zz"];

    private readonly RuleDraw _draw = new(seed);

    /// <summary>A file of rules named r0, r1, …</summary>
    public string Rules(int count)
    {
        var text = new StringBuilder();
        for (var index = 0; index < count; index++)
        {
            text.Append(Rule(index));
        }

        return text.ToString();
    }

    /// <summary>A text.</summary>
    public byte[] Text()
    {
        List<byte> bytes = [];
        for (var count = _draw.Below(40); count >= 0; count--)
        {
            bytes.AddRange(Piece());
        }

        return [.. bytes];
    }

    private byte[] Piece()
    {
        var word = Encoding.Latin1.GetBytes(_draw.Of(Words));
        var key = _draw.Below(256);
        return _draw.Below(9) switch
        {
            0 => [.. word.SelectMany(value => new byte[] { value, 0 })],
            1 => Array.ConvertAll(word, value => (byte)(value ^ key)),
            2 => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[key % 3], .. word, (byte)key])),
            3 => [(byte)_draw.Below(256), (byte)_draw.Below(256)],
            4 => [(byte)_draw.Of(" \n\0_a9".ToCharArray())],
            5 => Encoding.ASCII.GetBytes(_draw.Of("aab", "aaabbb", "foobar", "key: 123", "KEY", "a1b2c3", "abcabc", "x-y_z")),
            _ => word,
        };
    }

    private string Rule(int number)
    {
        var names = Enumerable.Range(0, 1 + _draw.Below(4)).Select(index => $"{_draw.Of("a", "b")}{index}").ToList();
        var strings = string.Concat(names.Select(name => $"    ${name} = {String()}\n"));
        return $"rule r{number} {{\n  strings:\n{strings}  condition:\n    {Condition(names, depth: 0)} or ({string.Join(" or ", names.Select(name => "$" + name))})\n}}\n";
    }

    private string String() => _draw.Below(3) switch
    {
        0 => TextString(),
        1 => $"{{ {Hex()} }}",
        _ => RegexString(),
    };

    private string TextString()
    {
        var word = _draw.Of(Words);
        var text = $"\"{word}\"";
        return _draw.Below(6) switch
        {
            0 => text + " xor" + _draw.Of("", "(1-255)", "(7)", " wide", " ascii wide"),
            1 when word.Length >= 3 => text + _draw.Of(" base64", " base64wide", " base64 base64wide", " base64 wide"),
            2 => text + " fullword" + _draw.Of("", " nocase", " wide", " ascii wide"),
            3 => text + _draw.Of(" wide", " ascii wide", " ascii", " private"),
            4 => text + " nocase" + _draw.Of("", " wide", " ascii wide"),
            _ => text,
        };
    }

    private string Hex()
    {
        var parts = new List<string> { HexBytes() };
        for (var count = _draw.Below(4); count > 0; count--)
        {
            parts.Add(_draw.Below(4) switch
            {
                0 => _draw.Of("??", "6?", "?1", "?? ??"),
                1 => _draw.Of("[1]", "[0-3]", "[2-6]", "[1-300]", "[2-]", "[-]"),
                2 => $"( {HexBytes()} | {HexBytes()} )",
                _ => HexBytes(),
            });
            parts.Add(HexBytes());
        }

        return string.Join(' ', parts);
    }

    private string HexBytes() => string.Join(' ', Encoding.Latin1.GetBytes(_draw.Of(Words)).Take(1 + _draw.Below(4)).Select(value => value.ToString("X2", null)));

    private string RegexString()
    {
        var lazy = _draw.Once(4);
        var text = new StringBuilder();
        for (var count = 1 + _draw.Below(4); count > 0; count--)
        {
            text.Append(RegexItem(lazy, isFirst: text.Length == 0));
        }

        // An expression must take at least one byte.
        return $"/{text}{_draw.Of("a", "b", "foo", "[a-c]", "\\d", "key")}/{_draw.Of("", "", "i", "s", "is")}{_draw.Of("", "", " wide", " fullword", " nocase", " ascii wide")}";
    }

    // An expression without any certain byte that starts with something optional is missed by yara 4.2.3 where that is absent: /x?\d/ on "9".
    private string RegexItem(bool lazy, bool isFirst)
    {
        var item = _draw.Below(9) switch
        {
            0 => _draw.Of("[a-c]", "[^a]", "[\\w-]", "[^\\s\\d]", "[]a]"),
            1 => _draw.Of("\\w", "\\d", "\\s", "\\W", "."),
            2 => $"({_draw.Of(Words)}|{_draw.Of(Words)})",
            3 => $"({_draw.Of("a", "ab", "foo")})",
            4 => _draw.Of("\\x61", "\\x00", "b"),
            5 => _draw.Of("\\b", "\\B", "^", "a$|b"),
            _ => _draw.Of(Words),
        };
        if (item is "\\b" or "\\B" or "^" or "a$|b" || !_draw.Once(3))
        {
            return item;
        }

        return item + (isFirst ? _draw.Of("+", "{2}", "{1,3}", "{2,}") : _draw.Of("*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}")) + (lazy ? "?" : "");
    }

    private string Condition(IReadOnlyList<string> names, int depth)
    {
        if (depth > 2)
        {
            return Leaf(names);
        }

        return _draw.Below(5) switch
        {
            0 => $"({Condition(names, depth + 1)} and {Condition(names, depth + 1)})",
            1 => $"({Condition(names, depth + 1)} or {Condition(names, depth + 1)})",
            2 => $"not {Condition(names, depth + 1)}",
            _ => Leaf(names),
        };
    }

    private string Leaf(IReadOnlyList<string> names)
    {
        var name = names[_draw.Below(names.Count)];
        return _draw.Below(12) switch
        {
            0 => $"#{name} {_draw.Of(">", ">=", "==", "<", "!=")} {_draw.Below(5)}",
            1 => $"@{name}[{1 + _draw.Below(3)}] {_draw.Of(">", "<", "==")} {Number(names)}",
            2 => $"!{name}[1] {_draw.Of(">", "<")} {Number(names)}",
            3 => $"${name} in ({_draw.Below(10)}..{Number(names)})",
            4 => $"{_draw.Of("any", "all", "none", "1", "2", "50%")} of {_draw.Of("them", "($a*,$b*)", "($*)").Replace("($a*,$b*)", $"(${name},${name[0]}*)", StringComparison.Ordinal)}",
            5 => $"for {_draw.Of("any", "all", "2")} of them : ( {_draw.Of("# > 1", "@ < 20", "$ in (0..30)", "@[2] > 5 and $", "! > 2")} )",
            6 => $"for {_draw.Of("any", "all", "2")} i in (1..{_draw.Of("3", "#" + name)}) : ( @{name}[i] {_draw.Of("<", ">")} {Number(names)} )",
            7 => $"{_draw.Of("uint8", "int8", "uint16", "int16be", "uint32", "int32be", "uint8be")}({Number(names)}) {_draw.Of(">", "<", "==", "&")} {Number(names)}",
            8 => $"filesize {_draw.Of(">", "<")} {Number(names)}",
            9 => $"#{name} in (0..{Number(names)}) {_draw.Of(">", "==")} {_draw.Below(3)}",
            10 => $"for any i in ({_draw.Below(9)},{_draw.Below(9)},{Number(names)}) : ( ${name} in (i..i+4) )",
            _ => "$" + name,
        };
    }

    private string Number(IReadOnlyList<string> names) => _draw.Below(6) switch
    {
        0 => $"({_draw.Below(40)} {_draw.Of("+", "-", "*", "\\", "%", "&", "|", "^", "<<", ">>")} {1 + _draw.Below(9)})",
        1 => $"(filesize - {_draw.Below(60)})",
        2 => $"#{names[_draw.Below(names.Count)]} * {_draw.Below(9)}",
        3 => $"@{names[_draw.Below(names.Count)]}[1] + {_draw.Below(9)}",
        _ => $"{_draw.Below(100)}",
    };
}
