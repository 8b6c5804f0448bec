using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>Reads the strings section of a rule.</summary>
internal static class StringParser
{
    private const int MaxStrings = 10_000;
    private const int MaxLength = 4096;

    private const StringModifiers Base64Kinds = StringModifiers.Base64 | StringModifiers.Base64Wide;

    /// <summary>Reads declarations up to the next section.</summary>
    public static List<StringNode> Read(TokenCursor cursor)
    {
        List<StringNode> strings = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            var name = cursor.Expect(TokenKind.StringName, "a string such as $name");
            if (name.Text.EndsWith('*'))
            {
                cursor.Fail(name, $"'${name.Text}' is not a name");
            }

            if (name.Text.Length > 0 && !names.Add(name.Text))
            {
                cursor.Fail(name, $"the string '${name.Text}' exists already");
            }

            cursor.Expect("=");
            strings.Add(ReadValue(cursor, name.Text));
            if (strings.Count > MaxStrings)
            {
                cursor.Fail(name, $"a rule has more than {MaxStrings} strings");
            }
        }
        while (cursor.Current.Kind == TokenKind.StringName);

        return strings;
    }

    private static StringNode ReadValue(TokenCursor cursor, string name)
    {
        var value = cursor.Next();
        if (value.Kind is not (TokenKind.Text or TokenKind.Hex or TokenKind.Regex))
        {
            cursor.Fail(value, "a text, hex string or expression is expected");
        }
        else if (value.Text.Length == 0)
        {
            cursor.Fail(value, "the string is empty");
        }
        else if (value.Text.Length > MaxLength)
        {
            cursor.Fail(value, $"a string is longer than {MaxLength} bytes, which is not supported");
        }

        var node = new StringNode(name, value, StringModifiers.None, 0, 0, StringNode.StandardAlphabet);
        while (cursor.Current.Kind == TokenKind.Word && ModifierOf(cursor.Current.Text) is var modifier and not StringModifiers.None)
        {
            var at = cursor.Next();
            if (node.Has(modifier))
            {
                cursor.Fail(at, $"the modifier '{at.Text}' stands twice");
            }

            node = ReadArguments(cursor, node with { Modifiers = node.Modifiers | modifier }, modifier);
        }

        Check(cursor, node);
        return node;
    }

    private static StringModifiers ModifierOf(string word) => word switch
    {
        "ascii" => StringModifiers.Ascii,
        "wide" => StringModifiers.Wide,
        "nocase" => StringModifiers.NoCase,
        "fullword" => StringModifiers.FullWord,
        "xor" => StringModifiers.Xor,
        "base64" => StringModifiers.Base64,
        "base64wide" => StringModifiers.Base64Wide,
        "private" => StringModifiers.Private,
        _ => StringModifiers.None,
    };

    private static StringNode ReadArguments(TokenCursor cursor, StringNode node, StringModifiers modifier)
    {
        if (modifier == StringModifiers.Xor)
        {
            return ReadKeys(cursor, node);
        }

        if ((modifier & Base64Kinds) == 0 || !cursor.Accept("("))
        {
            return node;
        }

        var alphabet = cursor.Expect(TokenKind.Text, "an alphabet of 64 characters");
        if (alphabet.Text.Length != 64 || alphabet.Text.Distinct().Count() != 64)
        {
            cursor.Fail(alphabet, "the alphabet does not hold 64 different bytes");
        }
        else if (node.Alphabet != StringNode.StandardAlphabet && node.Alphabet != alphabet.Text)
        {
            cursor.Fail(alphabet, "base64 and base64wide have different alphabets, which is not supported");
        }

        cursor.Expect(")");
        return node with { Alphabet = alphabet.Text };
    }

    private static StringNode ReadKeys(TokenCursor cursor, StringNode node)
    {
        if (!cursor.Accept("("))
        {
            return node with { LastKey = 255 };
        }

        var first = cursor.Expect(TokenKind.Number, "a key from 0 to 255");
        var last = cursor.Accept("-") ? cursor.Expect(TokenKind.Number, "a key from 0 to 255") : first;
        cursor.Expect(")");
        if (first.Number > 255 || last.Number > 255 || first.Number > last.Number)
        {
            cursor.Fail(first, "the keys of xor are not a range from 0 to 255");
            return node;
        }

        return node with { FirstKey = (byte)first.Number, LastKey = (byte)last.Number };
    }

    private static void Check(TokenCursor cursor, StringNode node)
    {
        var refused = node.Value.Kind switch
        {
            TokenKind.Hex => node.Modifiers & ~StringModifiers.Private,
            TokenKind.Regex => node.Modifiers & (StringModifiers.Xor | Base64Kinds),
            _ when node.Has(StringModifiers.Xor) => node.Modifiers & (StringModifiers.NoCase | Base64Kinds),
            _ when node.Has(Base64Kinds) => node.Modifiers & (StringModifiers.NoCase | StringModifiers.FullWord),
            _ => StringModifiers.None,
        };
        if (refused != StringModifiers.None)
        {
            cursor.Fail(node.Value, $"the modifiers '{refused.ToString().ToLowerInvariant()}' do not go with this string");
        }

        if (node.Value.Kind == TokenKind.Text && node.Has(Base64Kinds) && node.Value.Text.Length < 3)
        {
            cursor.Fail(node.Value, "a base64 string has fewer than 3 bytes");
        }

        string? fault = null;
        if (node.Value.Kind == TokenKind.Hex)
        {
            _ = HexReader.Read(node.Value.Text, out fault);
        }
        else if (node.Value.Kind == TokenKind.Regex)
        {
            _ = RegexReader.Read(node.Value.Text, isDotAll: false, isNoCase: false, out _, out fault);
        }

        if (fault is not null)
        {
            cursor.Fail(node.Value, fault);
        }
    }
}
