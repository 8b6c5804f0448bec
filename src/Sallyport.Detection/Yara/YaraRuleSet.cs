using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Sallyport.Detection.Yara.Conditions;
using Sallyport.Detection.Yara.Matching;
using Sallyport.Detection.Yara.Parsing;
using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara;

/// <summary>
/// Compiled YARA rules. Immutable and thread-safe. A scan is one pass over the bytes for the atoms of all strings, a bounded closer
/// look where one is found, and the conditions of the rules whose strings were found.
/// </summary>
public sealed class YaraRuleSet
{
    private const int HeldForPatterns = 256;

    private readonly CompiledRule[] _rules;
    private readonly Probe[] _probes;
    private readonly PatternProbe[] _unanchored;
    private readonly ByteAutomaton _automaton;
    private readonly int _slotCount;
    private readonly ConcurrentBag<YaraScratch> _pool = [];

    internal YaraRuleSet(CompiledRule[] rules, Probe[] probes, int slotCount, ByteAutomaton automaton)
    {
        _rules = rules;
        _probes = probes;
        _unanchored = [.. probes.OfType<PatternProbe>().Where(probe => probe.AtomLength == 0)];
        _slotCount = slotCount;
        _automaton = automaton;
        LongestString = probes.Select(probe => probe is LiteralProbe literal ? Math.Min(literal.Bytes.Length + 1, HeldForPatterns) : HeldForPatterns).DefaultIfEmpty(1).Max();
        Rules = [.. rules.Select(rule => rule.Rule)];
    }

    /// <summary>The set without rules.</summary>
    public static YaraRuleSet Empty { get; } = new([], [], 0, new ByteAutomatonBuilder().Build());

    /// <summary>The rules, in order of loading.</summary>
    public IReadOnlyList<YaraRule> Rules { get; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => _rules.Length == 0;

    /// <summary>Characters that the longest string can take with one behind it, from 1 to 256; expressions and hex strings count as 256.</summary>
    public int LongestString { get; }

    /// <summary>Number of states of the automaton, for figures.</summary>
    public int StateCount => _automaton.StateCount;

    /// <summary>Scans a text as its UTF-8 bytes. A lone surrogate counts as U+FFFD.</summary>
    public YaraScanResult Scan(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Scan(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Scans bytes.</summary>
    public YaraScanResult Scan(ReadOnlySpan<byte> text)
    {
        if (IsEmpty)
        {
            return YaraScanResult.Clean;
        }

        if (!_pool.TryTake(out var scratch))
        {
            scratch = new YaraScratch(_slotCount, _rules.Length, LoopScope.MaxLoops);
        }

        try
        {
            scratch.Start(text.Length);
            FindStrings(text, scratch);
            scratch.StartJudging(text.Length);
            return Judge(text, scratch);
        }
        finally
        {
            if (!scratch.IsBloated)
            {
                _pool.Add(scratch);
            }
        }
    }

    private void FindStrings(ReadOnlySpan<byte> text, YaraScratch scratch)
    {
        var state = 0;
        for (var position = _automaton.Advance(text, 0, ref state); position >= 0; position = _automaton.Advance(text, position, ref state))
        {
            foreach (var probe in _automaton.ProbesIn(state))
            {
                _probes[probe].Verify(text, position, scratch);
            }
        }

        foreach (var probe in _unanchored)
        {
            probe.VerifyEverywhere(text, scratch);
        }
    }

    private YaraScanResult Judge(ReadOnlySpan<byte> text, YaraScratch scratch)
    {
        var holding = 0;
        for (var index = 0; index < _rules.Length; index++)
        {
            var rule = _rules[index];
            if (rule.NeedsString && !scratch.HasMatches)
            {
                continue;
            }

            JoinChains(rule, scratch);
            scratch.Verdicts[index] = new ConditionEvaluator(rule, scratch, text).Holds(rule.Condition);
            holding += scratch.Verdicts[index] ? 1 : 0;
        }

        if (holding == 0)
        {
            return scratch.IsPartial ? new YaraScanResult([], true) : YaraScanResult.Clean;
        }

        DropWithoutGlobal(scratch.Verdicts);
        return new YaraScanResult(Report(scratch), scratch.IsPartial);
    }

    private static void JoinChains(CompiledRule rule, YaraScratch scratch)
    {
        foreach (var text in rule.Strings)
        {
            if (text.Parts.Count > 0 && scratch.HasMatches)
            {
                ChainJoiner.Join(text, scratch);
            }
        }
    }

    private void DropWithoutGlobal(bool[] verdicts)
    {
        for (var index = 0; index < _rules.Length; index++)
        {
            if (!_rules[index].Rule.IsGlobal || verdicts[index])
            {
                continue;
            }

            for (var other = _rules[index].FirstOfFile; other < _rules.Length && _rules[other].FirstOfFile == _rules[index].FirstOfFile; other++)
            {
                verdicts[other] = false;
            }
        }
    }

    private List<YaraRuleMatch> Report(YaraScratch scratch)
    {
        List<YaraRuleMatch> found = [];
        for (var index = 0; index < _rules.Length; index++)
        {
            if (!scratch.Verdicts[index] || _rules[index].Rule.IsPrivate)
            {
                continue;
            }

            List<YaraStringMatch> strings = [];
            foreach (var text in _rules[index].Strings)
            {
                var matches = text.IsPrivate ? null : scratch.Matches(text.Slot);
                for (var match = 0; matches is not null && match < matches.Count; match++)
                {
                    strings.Add(new YaraStringMatch("$" + text.Name, matches[match].Offset, matches[match].Length));
                }
            }

            found.Add(new YaraRuleMatch(_rules[index].Rule, strings));
        }

        return found;
    }
}
