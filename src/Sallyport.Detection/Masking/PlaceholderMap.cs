using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Masking;

/// <summary>
/// The placeholders of one exchange and the values behind them. Values are numbered per type in order of appearance, so that a
/// conversation sent again gets the same placeholders. Values of other modes are counted here too, but no way leads back to them.
/// Not thread-safe while it is filled; safe to read afterwards.
/// </summary>
/// <param name="plan">How each type is masked.</param>
/// <param name="digest">Makes hashes; needed where the plan has any.</param>
public sealed class PlaceholderMap(MaskingPlan plan, IValueDigest? digest)
{
    // Made with the first value and the first reserved name: most texts hold neither.
    private Dictionary<(string Type, string Value), MaskedValue>? _values;
    private Dictionary<string, MaskedValue>? _valuesByName;
    private Dictionary<string, int>? _counters;
    private HashSet<string>? _reserved;

    /// <summary>Makes a map in which every type gets a placeholder in the default format.</summary>
    public PlaceholderMap()
        : this(MaskingPlan.Default, digest: null)
    {
    }

    /// <summary>Whether there is nothing to restore.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Number of placeholders that are restored.</summary>
    public int Count => _valuesByName?.Count ?? 0;

    /// <summary>How many values were masked, by type.</summary>
    public IEnumerable<KeyValuePair<string, int>> Tally => _values?.Keys.CountBy(key => key.Type) ?? [];

    /// <summary>What stands in the place of a value; the same value of the same type always has the same.</summary>
    public string GetOrAdd(string entityType, ReadOnlySpan<char> value) => Enter(entityType, value.ToString()).Mask;

    /// <summary>Whether this very value was masked.</summary>
    public bool Holds(string entityType, string value) => _values?.ContainsKey((entityType, value)) == true;

    /// <summary>Notes placeholders that the caller's own text already holds. They are never handed out: otherwise the caller's
    /// literal text would be restored into somebody's value. To be called with all texts before the first is masked.</summary>
    public void Reserve(ReadOnlySpan<char> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = plan.IndexOfStart(text[position..], insideJson: true);
            if (step < 0)
            {
                return;
            }

            position += step;
            foreach (var brace in plan.Braces)
            {
                Reserve(text[position..], brace);
            }

            position++;
        }
    }

    /// <summary>Whether the text is nothing but the placeholder of a value that was a JSON number.</summary>
    public bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var brace in HasNumbers ? plan.Braces : [])
        {
            if (text.StartsWith(brace.Open) && text.EndsWith(brace.Close) && text.Length > brace.Open.Length + brace.Close.Length
                && TryFind(brace, text[brace.Open.Length..^brace.Close.Length], out var found) && found.IsNumber)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says how many, never which.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} placeholders");

    /// <summary>How each type is masked.</summary>
    internal MaskingPlan Plan => plan;

    /// <summary>Whether any value may have been a JSON number.</summary>
    internal bool HasNumbers { get; private set; }

    /// <summary>The value with what stands in its place; made where there is none yet.</summary>
    internal MaskedValue Enter(string entityType, string value)
    {
        var key = (entityType, value);
        _values ??= [];
        if (!_values.TryGetValue(key, out var masked))
        {
            masked = Make(entityType, value, plan.RuleOf(entityType));
            _values.Add(key, masked);
        }

        return masked;
    }

    /// <summary>The same for a value that stands as a JSON number.</summary>
    internal MaskedValue EnterNumber(string entityType, string digits)
    {
        var masked = Enter(entityType, digits);
        masked.NoteNumber();
        HasNumbers = true;
        return masked;
    }

    internal bool TryFind(PlaceholderBrace brace, ReadOnlySpan<char> name, [NotNullWhen(true)] out MaskedValue? value)
    {
        value = null;
        return _valuesByName is not null && _valuesByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out value) && value.Brace == brace;
    }

    internal bool HasNameStartingWith(ReadOnlySpan<char> prefix)
    {
        if (prefix.IsEmpty)
        {
            return true;
        }

        foreach (var (name, _) in _valuesByName ?? [])
        {
            if (name.AsSpan().StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private MaskedValue Make(string entityType, string value, MaskingRule rule)
    {
        switch (rule.Mode)
        {
            case MaskingMode.Drop:
                return new MaskedValue("", value);
            case MaskingMode.Partial:
                return new MaskedValue(PartialValue.Of(entityType, value), value);
            case MaskingMode.Hash:
                var hash = (digest ?? throw new InvalidOperationException("A policy hashes values, but no digest was given.")).Of(entityType, value);
                return new MaskedValue($"<{entityType}#{hash}>", value);
            default:
                return MakePlaceholder(entityType, value, rule);
        }
    }

    private MaskedValue MakePlaceholder(string entityType, string value, MaskingRule rule)
    {
        var (brace, name) = (rule.Format.Brace, NextName(entityType, rule.Format));
        var masked = new MaskedValue(string.Concat(brace.Open, name, brace.Close), value) { Brace = brace };
        if (rule.IsRestored)
        {
            _valuesByName ??= new Dictionary<string, MaskedValue>(StringComparer.Ordinal);
            _valuesByName.Add(name, masked);
        }

        return masked;
    }

    private void Reserve(ReadOnlySpan<char> text, PlaceholderBrace brace)
    {
        var open = brace.ReadOpen(text, insideJson: true);
        if (open <= 0)
        {
            return;
        }

        var length = PlaceholderBrace.ReadName(text[open..]);
        if (length is > 0 and <= PlaceholderBrace.MaxName && brace.ReadClose(text[(open + length)..], insideJson: true) > 0)
        {
            _reserved ??= new HashSet<string>(StringComparer.Ordinal);
            _reserved.Add(text.Slice(open, length).ToString());
        }
    }

    // Names are unique over all formats: two of them may write different types alike.
    private string NextName(string entityType, PlaceholderFormat format)
    {
        _counters ??= new Dictionary<string, int>(StringComparer.Ordinal);
        while (true)
        {
            var number = _counters.GetValueOrDefault(entityType) + 1;
            _counters[entityType] = number;
            var name = format.NameOf(entityType, number);
            if (_reserved?.Contains(name) != true && _valuesByName?.ContainsKey(name) != true)
            {
                return name;
            }
        }
    }
}
