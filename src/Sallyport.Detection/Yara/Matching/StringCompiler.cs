using System.Text;
using Sallyport.Detection.Yara.Parsing;
using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara.Matching;

/// <summary>Turns declared strings into probes and their atoms.</summary>
internal sealed class StringCompiler
{
    private const int LongestAtom = 4;

    private readonly StepBudget _budget = new();

    public StringCompiler() => _budget.Refill(ProgramWriter.MaxStepsTogether);

    /// <summary>Whether no more strings fit; the one that was too much has its fault.</summary>
    public bool IsFull => _budget.IsSpent;

    /// <summary>All probes.</summary>
    public List<Probe> Probes { get; } = [];

    /// <summary>How many match lists they need.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Compiles a string; null with a fault.</summary>
    public CompiledString? Compile(StringNode node, out string? fault)
    {
        var slot = SlotCount++;
        List<int> parts = [];
        IReadOnlyList<(int Min, int Max)> gaps = [];
        fault = null;
        if (node.Value.Kind == TokenKind.Text)
        {
            AddText(node, slot);
        }
        else if (node.Value.Kind == TokenKind.Regex)
        {
            var isNoCase = node.Has(StringModifiers.NoCase) || (node.Value.Number & Token.NoCase) != 0;
            var pattern = RegexReader.Read(node.Value.Text, (node.Value.Number & Token.DotAll) != 0, isNoCase, out var isGreedy, out fault);
            fault ??= AddPattern(node, slot, pattern ?? BytePattern.Empty, isGreedy);
        }
        else if (HexReader.Read(node.Value.Text, out fault) is { } hex)
        {
            var chain = HexChain.Of(hex);
            parts = chain.Parts.Count == 1 ? [] : [.. chain.Parts.Select(_ => SlotCount++)];
            gaps = chain.Gaps;
            for (var index = 0; index < chain.Parts.Count && fault is null; index++)
            {
                fault = AddPattern(node, parts.Count == 0 ? slot : parts[index], chain.Parts[index], isGreedy: false);
            }
        }

        return fault is null ? new CompiledString(node.Name, node.Has(StringModifiers.Private), slot, parts, gaps) : null;
    }

    private static byte[] Widen(byte[] bytes) => [.. bytes.SelectMany(value => new byte[] { value, 0 })];

    private void AddText(StringNode node, int slot)
    {
        var bytes = Encoding.Latin1.GetBytes(node.Value.Text);
        var isWide = node.Has(StringModifiers.Wide);
        var isAscii = !isWide || node.Has(StringModifiers.Ascii);
        byte[][] plain = [.. isAscii ? [bytes] : Array.Empty<byte[]>(), .. isWide ? [Widen(bytes)] : Array.Empty<byte[]>()];
        if (!node.Has(StringModifiers.Base64 | StringModifiers.Base64Wide))
        {
            foreach (var form in plain)
            {
                AddLiteral(node, slot, form, isWide: form.Length != bytes.Length);
            }

            return;
        }

        foreach (var form in plain.SelectMany(form => Base64Forms.Of(form, node.Alphabet)))
        {
            if (node.Has(StringModifiers.Base64))
            {
                AddLiteral(node, slot, form, isWide: false);
            }

            if (node.Has(StringModifiers.Base64Wide))
            {
                AddLiteral(node, slot, Widen(form), isWide: true);
            }
        }
    }

    private void AddLiteral(StringNode node, int slot, byte[] bytes, bool isWide)
    {
        var (start, length) = BestAtom(bytes, isWide ? LongestAtom * 2 : LongestAtom);
        var atom = bytes.AsSpan(start, length).ToArray();
        var hasKeys = node.Has(StringModifiers.Xor);
        Probes.Add(new LiteralProbe
        {
            Slot = slot,
            IsFullWord = node.Has(StringModifiers.FullWord),
            IsWide = isWide,
            Atoms = hasKeys
                ? [.. Enumerable.Range(node.FirstKey, node.LastKey - node.FirstKey + 1).Select(key => Array.ConvertAll(atom, value => (byte)(value ^ key)))]
                : [atom],
            Bytes = bytes,
            AtomEnd = start + length,
            IsNoCase = node.Has(StringModifiers.NoCase),
            Keys = hasKeys ? (node.FirstKey, node.LastKey) : null,
        });
    }

    // The part with most different bytes, of those that do not stand everywhere.
    private static (int Start, int Length) BestAtom(byte[] bytes, int longest)
    {
        var length = Math.Min(longest, bytes.Length);
        var (best, bestScore) = (0, -1);
        for (var start = 0; start + length <= bytes.Length; start++)
        {
            var score = bytes.AsSpan(start, length).ToArray().Where(value => value is not (0 or 0xFF or (byte)' ')).Distinct().Count();
            (best, bestScore) = score > bestScore ? (start, score) : (best, bestScore);
        }

        return (best, length);
    }

    private string? AddPattern(StringNode node, int slot, BytePattern pattern, bool isGreedy)
    {
        var isWide = node.Has(StringModifiers.Wide);
        foreach (var split in SplitPattern.Of(pattern))
        {
            var rest = ProgramWriter.Write(split.Rest, isBackward: false, _budget);
            var prefix = split.Prefix is BytePattern.Sequence { Items.Count: 0 } ? null : ProgramWriter.Write(split.Prefix, isBackward: true, _budget);
            if (rest is null || (prefix is null && split.Prefix is not BytePattern.Sequence { Items.Count: 0 }))
            {
                return IsFull
                    ? $"the strings are too large together: written out up to this one, they have more than {ProgramWriter.MaxStepsTogether} steps"
                    : $"the string is too large: written out, it has more than {ProgramWriter.MaxSteps} steps";
            }

            if (!isWide || node.Has(StringModifiers.Ascii))
            {
                Probes.Add(CreateProbe(node, slot, split, prefix, rest, isWide: false, isGreedy));
            }

            if (isWide)
            {
                Probes.Add(CreateProbe(node, slot, split, prefix, rest, isWide: true, isGreedy));
            }
        }

        return null;
    }

    private static PatternProbe CreateProbe(StringNode node, int slot, SplitPattern split, ByteProgram? prefix, ByteProgram rest, bool isWide, bool isGreedy)
    {
        var atom = isWide ? Widen(split.Atom) : split.Atom;
        return new PatternProbe
        {
            Slot = slot,
            IsFullWord = node.Has(StringModifiers.FullWord),
            IsWide = isWide,
            Atoms = atom.Length == 0 ? [] : [atom],
            Prefix = prefix,
            Rest = rest,
            AtomLength = atom.Length,
            IsGreedy = isGreedy,
            PrefersAscii = isWide && node.Has(StringModifiers.Ascii),
            FirstBytes = rest.FirstBytes(),
        };
    }
}
