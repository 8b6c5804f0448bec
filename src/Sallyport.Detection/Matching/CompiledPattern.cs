using System.Text.RegularExpressions;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Matching;

/// <summary>A pattern ready to run. It is read when one of its literals is first seen, so that start-up is quick and rules that never fire
/// cost nothing; starts interpreted; and is compiled in the background once it has been used often enough to pay for that.</summary>
internal sealed class CompiledPattern
{
    private const int UsesBeforeCompiling = 24;

    // The clock on the wall, so it also runs while other threads hold the processor. The analyser bounds every pattern, so a match takes
    // microseconds; the limit is the net under that, wide enough that a busy machine does not turn it into a missed attack.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    private readonly string _pattern;
    private readonly string _sample;
    private readonly RegexOptions _options;
    private Regex? _regex;
    private volatile Regex? _begun;
    private Companion[]? _companions;
    private Companion[]? _further;
    private int _uses;

    public CompiledPattern(int rule, RulePattern pattern, PatternShape shape)
    {
        Rule = rule;
        View = pattern.View;
        MaxLength = shape.MaxLength;
        Margin = shape.Margin;
        Reach = MaxLength + (shape.LooksAhead ? Margin : 0);
        Openings = shape.Openings;
        StartsWord = shape.StartsWord;
        _pattern = shape.Pattern;
        _sample = shape.Literals[0];
        _options = RegexOptions.CultureInvariant | (pattern.IsCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
    }

    /// <summary>Index of the rule it belongs to.</summary>
    public int Rule { get; }

    /// <summary>The form of the text it is matched on.</summary>
    public TextView View { get; }

    /// <summary>Longest match.</summary>
    public int MaxLength { get; }

    /// <summary>Characters beyond a match it may want to see.</summary>
    public int Margin { get; }

    /// <summary>Characters from the start of a match behind which nothing can complete it any more.</summary>
    public int Reach { get; }

    /// <summary>Strings with one of which every match begins; empty when none are known.</summary>
    public IReadOnlyList<string> Openings { get; }

    /// <summary>Numbers of the partner's members in the automaton; empty when the pattern has no partner.</summary>
    public int[] Partner { get; init; } = [];

    /// <summary>Whether a match starts at the edge of a word.</summary>
    public bool StartsWord { get; }

    /// <summary>Whether the text lacks what every match holds beside the literal. Of a long one more is asked: there the expression would
    /// take longer than the making of further companions.</summary>
    public bool IsRuledOut(ReadOnlySpan<char> text) =>
        RuleOut(_companions ??= Read(PatternParser.CompanionsOf(_pattern)), text)
        || (text.Length >= 2 * MaxLength && RuleOut(_further ??= Read(PatternParser.FurtherCompanionsOf(_pattern)), text));

    /// <summary>Whether a match that starts at <paramref name="start"/> may still complete behind the end of the text.</summary>
    public bool MayComplete(ReadOnlySpan<char> text, int start)
    {
        // Interpreted: it runs only while a match is under way, and the text is short then.
        var begun = _begun ??= new Regex(BegunPattern.Of(_pattern, Margin), _options, MatchTimeout);
        try
        {
            return begun.IsMatch(text, start);
        }
        catch (RegexMatchTimeoutException)
        {
            // Undecided is not harmless: the text goes on waiting, within the bound on what is held.
            return true;
        }
    }

    /// <summary>The expression, for the caller to enumerate matches with.</summary>
    public Regex Regex
    {
        get
        {
            if (_uses < UsesBeforeCompiling && Interlocked.Increment(ref _uses) == UsesBeforeCompiling)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static pattern => pattern.Compile(), this, preferLocal: false);
            }

            return Volatile.Read(ref _regex) ?? Read();
        }
    }

    /// <summary>Compiles the expression now.</summary>
    public void Compile()
    {
        var compiled = new Regex(_pattern, _options | RegexOptions.Compiled, MatchTimeout);
        try
        {
            // The first match makes the machine code, which must not count against a caller's time limit.
            compiled.IsMatch(_sample);
        }
        catch (RegexMatchTimeoutException)
        {
            // Only the making was slow: the code is there now.
        }

        Volatile.Write(ref _regex, compiled);
        Volatile.Write(ref _uses, UsesBeforeCompiling);
    }

    private static Companion[] Read(string[][] sets) => Array.ConvertAll(sets, members => new Companion(members));

    private static bool RuleOut(Companion[] companions, ReadOnlySpan<char> text)
    {
        foreach (var companion in companions)
        {
            if (companion.RulesOut(text))
            {
                return true;
            }
        }

        return false;
    }

    // Not simply assigned: the compiled form may have arrived in the meantime.
    private Regex Read()
    {
        var read = new Regex(_pattern, _options, MatchTimeout);
        return Interlocked.CompareExchange(ref _regex, read, null) ?? read;
    }
}
