using System.Buffers;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Recognizers;

/// <summary>Finds personal data and secrets in a text. Thread-safe; a part of the engine.</summary>
public sealed class EntityScanner
{
    private static readonly EntitySet Wallets = EntitySet.Of(EntityType.BitcoinAddress, EntityType.EthereumAddress);

    // An address has one of the two signs, and all else has digits.
    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789@:");

    private readonly RuleTable _table;
    private readonly ScratchPool _pool;
    private readonly bool[] _secretPatterns;

    internal EntityScanner(RuleTable table, ScratchPool pool)
    {
        _table = table;
        _pool = pool;
        _secretPatterns = Array.ConvertAll(table.Patterns, pattern =>
            table.Entries[pattern.Rule].Category == ThreatCategories.Secret && table.Entries[pattern.Rule].Entity is not null);
    }

    /// <summary>All types of personal data but the six that every policy may afford to look for.</summary>
    internal static EntitySet FurtherTypes { get; } =
        IdentifierRecognizer.Types.Union(Wallets).Union(EntitySet.Of(EntityType.MacAddress, EntityType.StreetAddress));

    /// <summary>Adds what is found to <paramref name="matches"/>, by position and without overlaps: the surer match wins, then the longer,
    /// then the one whose type stands first in <see cref="EntityType"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wanted">The types to look for.</param>
    /// <param name="matches">Receives the matches; what it held before stays and is not looked at.</param>
    public void Find(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        var before = matches.Count;
        FindPersonal(text, wanted, matches);
        if (wanted.HoldsSecrets)
        {
            FindSecrets(text, wanted, matches);
            if (matches.Count - before > 1)
            {
                RemoveOverlaps(matches, before);
            }
        }
    }

    /// <summary>Whether the text holds anything without which there is no personal data of the types; cheaper than to look for each.</summary>
    internal static bool MayHold(ReadOnlySpan<char> text, EntitySet wanted) => wanted.Overlaps(FurtherTypes) || text.ContainsAny(Signs);

    // Of two types that claim the same digits the surer one is told: a check or a word that names it beats a mere shape.
    internal static void FindPersonal(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        var before = matches.Count;
        if (wanted.Contains(EntityType.Email))
        {
            EmailRecognizer.Find(text, matches);
        }

        if (wanted.Contains(EntityType.IpAddress))
        {
            IpAddressRecognizer.FindV6(text, matches);
        }

        NumberRecognizer.Find(text, wanted, matches);
        if (wanted.Overlaps(FurtherTypes))
        {
            FindFurther(text, wanted, matches);
        }

        if (matches.Count - before > 1)
        {
            RemoveOverlaps(matches, before);
        }
    }

    // Types that few policies want, apart from the way of the others.
    private static void FindFurther(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        if (wanted.Contains(EntityType.MacAddress))
        {
            MacAddressRecognizer.Find(text, matches);
        }

        if (wanted.Overlaps(Wallets))
        {
            WalletRecognizer.Find(text, wanted, matches);
        }

        if (wanted.Contains(EntityType.StreetAddress))
        {
            StreetAddressRecognizer.Find(text, matches);
        }

        if (wanted.Overlaps(IdentifierRecognizer.Types))
        {
            IdentifierRecognizer.Find(text, wanted, matches);
        }
    }

    private void FindSecrets(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        if (wanted.Contains(EntityType.PrivateKey))
        {
            PrivateKeyRecognizer.Find(text, matches);
        }

        if (!wanted.Contains(EntityType.ApiKey))
        {
            return;
        }

        var scratch = _pool.Rent();
        try
        {
            scratch.Match(text, _secretPatterns, MatchFrame.Direct(ViewNames.Raw));
            foreach (var match in scratch.Matches)
            {
                if (_table.Entries[match.Rule].Entity == EntitySet.NameOf(EntityType.ApiKey))
                {
                    matches.Add(new EntityMatch(EntityType.ApiKey, match.Start, SecretEnd(text, match.End), _table.Entries[match.Rule].Score));
                }
            }
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    // Patterns bound a secret's length; whatever continues it belongs to it and must not stay behind in clear.
    private static int SecretEnd(ReadOnlySpan<char> text, int end)
    {
        if (end == 0 || !char.IsAsciiLetterOrDigit(text[end - 1]))
        {
            return end;
        }

        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '+' or '/' or '='))
        {
            end++;
        }

        return end;
    }

    private static bool IsSecret(EntityType type) => type is EntityType.ApiKey or EntityType.PrivateKey;

    private static void RemoveOverlaps(List<EntityMatch> matches, int from)
    {
        matches.Sort(from, matches.Count - from, Comparer<EntityMatch>.Create(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.Type.CompareTo(right.Type)));
        var kept = from;
        for (var index = from + 1; index < matches.Count; index++)
        {
            var (last, next) = (matches[kept], matches[index]);
            if (next.Start >= last.End)
            {
                matches[++kept] = next;
            }
            else if (IsSecret(last.Type) || IsSecret(next.Type))
            {
                // An address inside a connection string is surer than the string, but what stands around it is the password.
                matches[kept] = (IsSecret(last.Type) ? last : next) with { Start = last.Start, End = Math.Max(last.End, next.End) };
            }
            else if (next.Score > last.Score || (next.Score.Equals(last.Score) && next.Length > last.Length))
            {
                matches[kept] = next;
            }
        }

        matches.RemoveRange(kept + 1, matches.Count - kept - 1);
    }
}
