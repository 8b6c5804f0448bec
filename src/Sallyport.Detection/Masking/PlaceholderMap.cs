using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sallyport.Detection.Masking;

/// <summary>
/// The placeholders of one exchange and the values behind them. Values are numbered per type in order of appearance, so that a
/// conversation sent again gets the same placeholders. Not thread-safe while it is filled; safe to read afterwards.
/// </summary>
public sealed class PlaceholderMap
{
    // Made with the first value and the first reserved name: most texts hold neither.
    private Dictionary<(string Type, string Value), MaskedValue>? _values;
    private Dictionary<string, MaskedValue>? _valuesByName;
    private Dictionary<string, int>? _counters;
    private HashSet<string>? _reserved;

    /// <summary>Whether nothing was masked: then there is nothing to restore either.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Number of placeholders.</summary>
    public int Count => _valuesByName?.Count ?? 0;

    /// <summary>The placeholder of a value; the same value of the same type always has the same one.</summary>
    public string GetOrAdd(string entityType, ReadOnlySpan<char> value) => Enter(entityType, value.ToString()).Placeholder;

    /// <summary>Notes placeholders that the caller's own text already holds. They are never handed out: otherwise the caller's
    /// literal text would be restored into somebody's value. To be called with all texts before the first is masked.</summary>
    public void Reserve(ReadOnlySpan<char> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = PlaceholderSyntax.IndexOfStart(text[position..], insideJson: true);
            if (step < 0)
            {
                return;
            }

            position += step;
            var open = PlaceholderSyntax.ReadOpen(text[position..], insideJson: true);
            position += Math.Max(open, 1);
            if (open <= 0)
            {
                continue;
            }

            var length = PlaceholderSyntax.ReadName(text[position..]);
            if (length is > 0 and <= PlaceholderSyntax.MaxName && PlaceholderSyntax.ReadClose(text[(position + length)..], insideJson: true) > 0)
            {
                _reserved ??= new HashSet<string>(StringComparer.Ordinal);
                _reserved.Add(text.Slice(position, length).ToString());
            }
        }
    }

    /// <summary>Whether the text is nothing but the placeholder of a value that was a JSON number.</summary>
    public bool IsNumber(ReadOnlySpan<char> text) =>
        text is ['<', .. var name, '>'] && TryFind(name, out var found) && found.IsNumber;

    /// <summary>Says how many, never which.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} placeholders");

    /// <summary>Whether any value may have been a JSON number.</summary>
    internal bool HasNumbers { get; private set; }

    /// <summary>The value with its placeholder; made where there is none yet.</summary>
    internal MaskedValue Enter(string entityType, string value)
    {
        var key = (entityType, value);
        _values ??= [];
        if (_values.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = NextName(entityType);
        var masked = new MaskedValue(name, value);
        _values.Add(key, masked);
        _valuesByName ??= new Dictionary<string, MaskedValue>(StringComparer.Ordinal);
        _valuesByName.Add(name, masked);
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

    internal bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out MaskedValue? value)
    {
        value = null;
        return _valuesByName is not null && _valuesByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out value);
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

    private string NextName(string entityType)
    {
        _counters ??= new Dictionary<string, int>(StringComparer.Ordinal);
        while (true)
        {
            var number = _counters.GetValueOrDefault(entityType) + 1;
            _counters[entityType] = number;
            var name = string.Create(CultureInfo.InvariantCulture, $"{entityType}_{number}");
            if (_reserved?.Contains(name) != true)
            {
                return name;
            }
        }
    }
}
