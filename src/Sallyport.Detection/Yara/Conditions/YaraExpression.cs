namespace Sallyport.Detection.Yara.Conditions;

/// <summary>A condition or a part of one, immutable, with all names resolved.</summary>
internal abstract record YaraExpression
{
    /// <summary>Index that stands for the string a loop is at.</summary>
    public const int LoopString = -1;

    private YaraExpression(bool isTruth) => IsTruth = isTruth;

    /// <summary>Whether it is true or false, rather than a number.</summary>
    public bool IsTruth { get; }

    /// <summary><c>true</c> and <c>false</c>.</summary>
    public sealed record Truth(bool Value) : YaraExpression(true);

    /// <summary>A number.</summary>
    public sealed record Number(long Value) : YaraExpression(false);

    /// <summary><c>filesize</c>.</summary>
    public sealed record FileSize() : YaraExpression(false);

    /// <summary>The variable of a loop, by depth.</summary>
    public sealed record Variable(int Slot, string Name) : YaraExpression(false);

    /// <summary>An integer read from the text, such as <c>uint16be(0)</c>.</summary>
    public sealed record Read(string Function, int Width, bool IsSigned, bool IsBigEndian, YaraExpression Place) : YaraExpression(false);

    /// <summary><c>#a</c>, perhaps in a range.</summary>
    public sealed record Count(int Text, ByteRange? Range) : YaraExpression(false);

    /// <summary><c>@a[i]</c>.</summary>
    public sealed record Offset(int Text, YaraExpression? Index) : YaraExpression(false);

    /// <summary><c>!a[i]</c>.</summary>
    public sealed record Length(int Text, YaraExpression? Index) : YaraExpression(false);

    /// <summary><c>-</c> or <c>~</c>.</summary>
    public sealed record Unary(string Sign, YaraExpression Operand) : YaraExpression(false);

    /// <summary>Arithmetic.</summary>
    public sealed record Binary(string Sign, YaraExpression Left, YaraExpression Right) : YaraExpression(false);

    /// <summary>A comparison.</summary>
    public sealed record Compare(string Sign, YaraExpression Left, YaraExpression Right) : YaraExpression(true);

    /// <summary><c>not</c>.</summary>
    public sealed record Not(YaraExpression Operand) : YaraExpression(true);

    /// <summary><c>defined</c>.</summary>
    public sealed record Defined(YaraExpression Operand) : YaraExpression(true);

    /// <summary><c>and</c>.</summary>
    public sealed record And(YaraExpression Left, YaraExpression Right) : YaraExpression(true);

    /// <summary><c>or</c>.</summary>
    public sealed record Or(YaraExpression Left, YaraExpression Right) : YaraExpression(true);

    /// <summary><c>$a</c>, perhaps at a place or in a range.</summary>
    public sealed record Found(int Text, YaraExpression? Place, ByteRange? Range) : YaraExpression(true);

    /// <summary><c>any of them</c>.</summary>
    public sealed record OfStrings(Quantifier Quantifier, IReadOnlyList<int> Texts, ByteRange? Range) : YaraExpression(true);

    /// <summary><c>any of (rule1, rule2*)</c>.</summary>
    public sealed record OfRules(Quantifier Quantifier, IReadOnlyList<int> Rules) : YaraExpression(true);

    /// <summary><c>for any of them : ( … )</c>.</summary>
    public sealed record ForStrings(Quantifier Quantifier, IReadOnlyList<int> Texts, YaraExpression Body) : YaraExpression(true);

    /// <summary><c>for any i in (…) : ( … )</c>, over a range or a list.</summary>
    public sealed record ForNumbers(Quantifier Quantifier, int Slot, string Name, ByteRange? Range, IReadOnlyList<YaraExpression> Items, YaraExpression Body) : YaraExpression(true);

    /// <summary>An earlier rule of the file.</summary>
    public sealed record Rule(int Index, string Name) : YaraExpression(true);
}
