using System.Buffers;

namespace Sallyport.Detection.Masking;

/// <summary>
/// The part of a value that <c>partial</c> masking leaves: what people need to recognise it, never more than half of it. Types of which every
/// part says much (an address of a house, a place, a private key) lose all.
/// </summary>
internal static class PartialValue
{
    private const string Gone = "****";
    private const int MostKept = 4;
    private const int YearLength = 4;

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What stands there instead.</summary>
    internal static string Of(string entityType, ReadOnlySpan<char> value) => entityType switch
    {
        "EMAIL" => "***" + DomainOf(value),
        "DATE_OF_BIRTH" => YearOf(value),
        "IP_ADDRESS" => NetworkOf(value),
        "STREET_ADDRESS" or "GEO_COORDINATES" or "PRIVATE_KEY" => Gone,
        "API_KEY" => Gone + EndOf(value),
        _ => EndShown(value),
    };

    private static string DomainOf(ReadOnlySpan<char> value) => value.LastIndexOf('@') is >= 0 and var at ? value[at..].ToString() : "";

    private static string YearOf(ReadOnlySpan<char> value)
    {
        var digits = 0;
        for (var index = 0; index <= value.Length; index++)
        {
            if (index < value.Length && char.IsAsciiDigit(value[index]))
            {
                digits++;
                continue;
            }

            if (digits == YearLength)
            {
                return $"**-**-{value[(index - YearLength)..index]}";
            }

            digits = 0;
        }

        return Gone;
    }

    // The first half of an IPv4 address names a network of many; of IPv6 the same half may name one home.
    private static string NetworkOf(ReadOnlySpan<char> value)
    {
        var first = value.IndexOf('.');
        var second = first < 0 || value.Contains(':') ? -1 : value[(first + 1)..].IndexOf('.');
        return second < 0 ? Gone : $"{value[..(first + 1 + second)]}.*.*";
    }

    private static string EndOf(ReadOnlySpan<char> value)
    {
        var end = value[^Math.Min(MostKept, value.Length / 2)..];
        return end.ContainsAnyExcept(Letters) ? "" : end.ToString();
    }

    private static string EndShown(ReadOnlySpan<char> value)
    {
        var characters = 0;
        foreach (var character in value)
        {
            characters += char.IsLetterOrDigit(character) ? 1 : 0;
        }

        var hidden = characters - Math.Min(MostKept, characters / 2);
        return string.Create(value.Length, new State(value, hidden), static (target, state) => state.Write(target));
    }

    private readonly ref struct State(ReadOnlySpan<char> value, int hidden)
    {
        private readonly ReadOnlySpan<char> _value = value;
        private readonly int _hidden = hidden;

        internal void Write(Span<char> target)
        {
            var seen = 0;
            for (var index = 0; index < _value.Length; index++)
            {
                // Spaces, hyphens and the like stay, so that the value keeps its form.
                var isHidden = char.IsLetterOrDigit(_value[index]) && seen++ < _hidden;
                target[index] = isHidden ? '*' : _value[index];
            }
        }
    }
}
