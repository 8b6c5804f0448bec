using System.Diagnostics.CodeAnalysis;

namespace Sallyport.Detection.Yara.Parsing;

/// <summary>
/// Walks over the tokens of one file. A fault is remembered once and makes every further look see the end, so that the parser
/// runs out by itself, without exceptions; <see cref="Recover"/> then goes on with the next rule.
/// </summary>
internal sealed class TokenCursor(string file, List<Token> tokens, List<YaraFault> faults)
{
    private const int MaxFaults = 50;

    private int _position;

    /// <summary>Whether the current rule is faulty.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether nothing is left to read in the file.</summary>
    public bool IsAtEnd => tokens[_position].Kind == TokenKind.End || faults.Count >= MaxFaults;

    /// <summary>The token to look at.</summary>
    public Token Current => HasFailed ? tokens[^1] : tokens[_position];

    /// <summary>The token behind it.</summary>
    public Token Following => HasFailed ? tokens[^1] : tokens[Math.Min(_position + 1, tokens.Count - 1)];

    /// <summary>Gives the token and goes on.</summary>
    public Token Next()
    {
        var token = Current;
        if (!HasFailed && token.Kind != TokenKind.End)
        {
            _position++;
        }

        return token;
    }

    /// <summary>Whether the token is this key word or sign.</summary>
    public bool Is(string text) => Current.Kind is TokenKind.Word or TokenKind.Sign && Current.Text == text;

    /// <summary>Takes the token when it is this key word or sign.</summary>
    public bool Accept(string text)
    {
        if (!Is(text))
        {
            return false;
        }

        Next();
        return true;
    }

    /// <summary>Takes this key word or sign, or fails.</summary>
    public void Expect(string text)
    {
        if (!Accept(text))
        {
            FailUnexpected($"'{text}'");
        }
    }

    /// <summary>Takes a token of this kind, or fails.</summary>
    public Token Expect(TokenKind kind, string what)
    {
        if (Current.Kind != kind)
        {
            FailUnexpected(what);
        }

        return Next();
    }

    /// <summary>Fails at the current token.</summary>
    public void FailUnexpected(string wanted) => Fail(Current, $"{wanted} is expected, not {Describe(Current)}");

    /// <summary>Fails at a token.</summary>
    public void Fail(Token at, string message)
    {
        // The lexer's own words tell more than what the parser would have liked instead.
        var bad = HasFailed || at.Kind == TokenKind.Bad ? at : tokens[_position];
        Fail(at.Line, at.Column, bad.Kind == TokenKind.Bad ? bad.Text : message);
    }

    /// <summary>Fails at a place.</summary>
    public void Fail(int line, int column, string message)
    {
        if (HasFailed)
        {
            return;
        }

        HasFailed = true;
        faults.Add(new YaraFault(file, line, column, message));
    }

    /// <summary>After a fault, goes to the next rule. Always moves on.</summary>
    public void Recover(int startedAt)
    {
        if (!HasFailed)
        {
            return;
        }

        HasFailed = false;
        _position = Math.Max(_position, Math.Min(startedAt + 1, tokens.Count - 1));
        while (!IsAtEnd && !StartsRule(_position))
        {
            _position++;
        }
    }

    /// <summary>Where the cursor stands, for <see cref="Recover"/>.</summary>
    public int Position => _position;

    /// <summary>Words for a token.</summary>
    [SuppressMessage("Style", "IDE0072", Justification = "All other kinds read as they are written.")]
    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => token.Text,
        TokenKind.StringName => $"'${token.Text}'",
        TokenKind.Count => $"'#{token.Text}'",
        TokenKind.Offset => $"'@{token.Text}'",
        TokenKind.Length => $"'!{token.Text}'",
        TokenKind.Text => "a text",
        TokenKind.Hex => "a hex string",
        TokenKind.Regex => "an expression",
        _ => $"'{token.Text}'",
    };

    // Rules follow a closed rule, or the text behind import and include; "private" behind a text may also be a string's modifier.
    private bool StartsRule(int position)
    {
        var (before, token, after) = (tokens[position - 1], tokens[position], tokens[Math.Min(position + 1, tokens.Count - 1)]);
        if (token.Kind != TokenKind.Word || token.Text is not ("rule" or "private" or "global" or "import" or "include"))
        {
            return false;
        }

        return before is { Kind: TokenKind.Sign, Text: "}" }
            || (before.Kind == TokenKind.Text && (token.Text != "private" || after is { Kind: TokenKind.Word, Text: "rule" or "global" }));
    }
}
