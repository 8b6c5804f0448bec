using System.Buffers;

namespace Sallyport.Detection.Recognizers;

/// <summary>Walks from number to number and asks the recognisers of cards, accounts, addresses and phones in turn.
/// Text without digits costs one vectorised search.</summary>
internal static class NumberRecognizer
{
    private const int LeastDigits = 7;

    // What stands between the digits of a number of any kind (see DigitCluster).
    private static readonly SearchValues<char> Separators = SearchValues.Create(" -.()/");

    // Not the searches by range, which allocate on each call.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Adds all numbers of the wanted types.</summary>
    public static void Find(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny(Digits);
            if (step < 0)
            {
                return;
            }

            position += step;
            if (TryMatch(text, position, wanted, out var match))
            {
                matches.Add(match);
                position = match.End;
                continue;
            }

            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }
        }
    }

    private static bool TryMatch(ReadOnlySpan<char> text, int position, EntitySet wanted, out EntityMatch match)
    {
        if (wanted.Contains(EntityType.Iban) && IbanRecognizer.TryMatch(text, position, out match))
        {
            return true;
        }

        match = default;
        if (IsSmall(text, position) || TextBounds.IsWordAt(text, position - 1) || IsLongRun(text, position))
        {
            return false;
        }

        return (wanted.Contains(EntityType.IpAddress) && IpAddressRecognizer.TryMatchV4(text, position, out match))
            || (wanted.Contains(EntityType.CreditCard) && CreditCardRecognizer.TryMatch(text, position, out match))
            || (wanted.Contains(EntityType.UsSsn) && UsSsnRecognizer.TryMatch(text, position, out match))
            || (wanted.Contains(EntityType.Phone) && PhoneRecognizer.TryMatch(text, position, out match));
    }

    // Years, counts and prices: fewer digits than any of the numbers has, and nothing behind them that more digits follow.
    private static bool IsSmall(ReadOnlySpan<char> text, int position)
    {
        var end = position + 1;
        while (TextBounds.IsDigitAt(text, end))
        {
            end++;
        }

        return end - position < LeastDigits
            && (end >= text.Length || !Separators.Contains(text[end])
                || (!TextBounds.IsDigitAt(text, end + 1) && !TextBounds.IsDigitAt(text, end + 2)));
    }

    // A run of twenty digits is no card, phone or account, and hostile text may hold a megabyte of them.
    private static bool IsLongRun(ReadOnlySpan<char> text, int position) =>
        text.Length - position >= 20 && !text.Slice(position, 20).ContainsAnyExcept(Digits);
}
