using System.Globalization;

namespace Sallyport.Detection.Masking;

/// <summary>
/// How placeholders of a type are written: brackets around a name made of the type and a number, such as <c>[[{TYPE}-{COUNT}]]</c>. Brackets
/// and names share no character, so that where a name ends is never in doubt, also when it arrives in pieces.
/// </summary>
public sealed class PlaceholderFormat
{
    /// <summary>The format of policies that name none.</summary>
    public const string DefaultText = "<{TYPE}_{COUNT}>";

    private const string TypeField = "{TYPE}";
    private const string CountField = "{COUNT}";
    private const string Brackets = "<>[]{}()#$~|";
    private const int MaxBracket = 3;
    private const int MaxLiteral = 16;
    private const char TypeMark = '\u0001';
    private const char CountMark = '\u0002';

    private readonly string _name;

    private PlaceholderFormat(string open, string name, string close)
    {
        Brace = new PlaceholderBrace(open, close);
        _name = name;
    }

    /// <summary>The format of policies that name none.</summary>
    public static PlaceholderFormat Default { get; } = new("<", $"{TypeMark}_{CountMark}", ">");

    /// <summary>What stands around the name.</summary>
    internal PlaceholderBrace Brace { get; }

    /// <summary>Reads a format; null with the fault when it cannot be told apart from other text.</summary>
    public static PlaceholderFormat? TryParse(string text, out string fault)
    {
        fault = $"'{text}' is no placeholder format: it holds {TypeField} and {CountField} once each, letters, digits, '_', '-', ':' or '.' beside them (at most {MaxLiteral}), "
            + $"and one to {MaxBracket} of {Brackets} on both sides, as in {DefaultText} or [[{TypeField}-{CountField}]]";
        var marked = text.Replace(TypeField, $"{TypeMark}", StringComparison.Ordinal).Replace(CountField, $"{CountMark}", StringComparison.Ordinal);
        var inner = marked.Trim(Brackets.ToCharArray());
        var start = marked.Length - marked.TrimStart(Brackets.ToCharArray()).Length;
        var literals = inner.Where(character => character is not (TypeMark or CountMark)).ToList();
        var isValid = start is >= 1 and <= MaxBracket && marked.Length - start - inner.Length is >= 1 and <= MaxBracket
            && inner.Count(character => character == TypeMark) == 1 && inner.Count(character => character == CountMark) == 1
            && text.IndexOfAny([TypeMark, CountMark]) < 0 && literals.Count <= MaxLiteral && literals.TrueForAll(PlaceholderBrace.IsInName);
        return isValid ? new PlaceholderFormat(marked[..start], inner, marked[(start + inner.Length)..]) : null;
    }

    /// <summary>The name of a type's value.</summary>
    internal string NameOf(string entityType, int number) => ReferenceEquals(this, Default)
        ? string.Create(CultureInfo.InvariantCulture, $"{entityType}_{number}")
        : _name.Replace($"{TypeMark}", entityType, StringComparison.Ordinal).Replace($"{CountMark}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
