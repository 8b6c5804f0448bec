using System.Buffers;
using System.Collections.Frozen;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Masking;

/// <summary>How a policy masks each type of data. Immutable.</summary>
public sealed class MaskingPlan
{
    private readonly FrozenDictionary<string, MaskingRule> _rules;
    private readonly SearchValues<char> _starts;
    private readonly SearchValues<char> _jsonStarts;
    private readonly SearchValues<char> _numberStarts;

    private MaskingPlan(FrozenDictionary<string, MaskingRule> rules)
    {
        _rules = rules;
        // Of two openings that begin alike the longer one is tried first.
        Braces = [.. rules.Values.Where(rule => rule.Mode == MaskingMode.Placeholder).Append(MaskingRule.Default)
            .Select(rule => rule.Format.Brace).Distinct().OrderByDescending(brace => brace.Open.Length)];
        char[] first = [.. Braces.Select(brace => brace.Open[0]).Distinct()];
        _starts = SearchValues.Create(first);
        _jsonStarts = SearchValues.Create([.. first, '\\']);
        _numberStarts = SearchValues.Create([.. first, '\\', '"']);
    }

    /// <summary>Every type by a placeholder in the default format.</summary>
    public static MaskingPlan Default { get; } = new(FrozenDictionary<string, MaskingRule>.Empty);

    /// <summary>The brackets in use.</summary>
    internal PlaceholderBrace[] Braces { get; }

    /// <summary>How a type is masked.</summary>
    public MaskingMode ModeOf(string entityType) => RuleOf(entityType).Mode;

    /// <summary>Joins packs: of a type that several mask the strictest mode, the first format, and no way back where one says so.</summary>
    internal static MaskingPlan Of(IReadOnlyList<PolicyPack> packs)
    {
        if (packs.All(pack => pack.MaskingSettings.Count == 0))
        {
            return Default;
        }

        var rules = EntitySet.Names.Select(name => KeyValuePair.Create(name, RuleFor(name, [.. packs.Where(pack => pack.Masking.Contains(name, StringComparer.Ordinal))])));
        return new MaskingPlan(rules.Where(rule => rule.Value != MaskingRule.Default).ToFrozenDictionary(StringComparer.Ordinal));
    }

    internal MaskingRule RuleOf(string entityType) => _rules.GetValueOrDefault(entityType) ?? MaskingRule.Default;

    /// <summary>The next position at which a placeholder may start; -1 when there is none.</summary>
    internal int IndexOfStart(ReadOnlySpan<char> text, bool insideJson, bool withQuotes = false) =>
        text.IndexOfAny(!insideJson ? _starts : withQuotes ? _numberStarts : _jsonStarts);

    private static MaskingRule RuleFor(string entityType, IReadOnlyList<PolicyPack> packs) => packs.Count == 0 ? MaskingRule.Default : new MaskingRule(
        packs.Max(pack => pack.MaskingModeOf(entityType)),
        packs.Select(pack => pack.PlaceholderFormatOf(entityType)).OfType<string>().Select(text => PlaceholderFormat.TryParse(text, out _)).FirstOrDefault(format => format is not null)
            ?? PlaceholderFormat.Default,
        packs.All(pack => pack.UnmasksForUser(entityType)));
}
