using System.Buffers.Binary;
using Sallyport.Detection.Yara.Matching;

namespace Sallyport.Detection.Yara.Conditions;

/// <summary>Works out a condition. Null is YARA's undefined: it runs through arithmetic, comparison and <c>not</c>, and counts as false in <c>and</c>, <c>or</c> and at the end.</summary>
internal readonly ref struct ConditionEvaluator
{
    private readonly CompiledRule _rule;
    private readonly YaraScratch _scratch;
    private readonly ReadOnlySpan<byte> _text;
    private readonly int _loopString;

    public ConditionEvaluator(CompiledRule rule, YaraScratch scratch, ReadOnlySpan<byte> text, int loopString = YaraExpression.LoopString)
    {
        _rule = rule;
        _scratch = scratch;
        _text = text;
        _loopString = loopString;
    }

    /// <summary>Whether the condition holds.</summary>
    public bool Holds(YaraExpression expression) => Value(expression) is { } value && value != 0;

    private static long Of(bool truth) => truth ? 1 : 0;

    private MatchList? Matches(int text) => _scratch.Matches(_rule.Strings[text == YaraExpression.LoopString ? _loopString : text].Slot);

    private long? Value(YaraExpression expression)
    {
        if (!_scratch.Budget.TrySpend(1))
        {
            return null;
        }

        return expression switch
        {
            YaraExpression.Truth truth => Of(truth.Value),
            YaraExpression.Number number => number.Value,
            YaraExpression.FileSize => _text.Length,
            YaraExpression.Variable variable => _scratch.Variables[variable.Slot],
            YaraExpression.And and => Of(Holds(and.Left) && Holds(and.Right)),
            YaraExpression.Or or => Of(Holds(or.Left) || Holds(or.Right)),
            YaraExpression.Not not => Value(not.Operand) is { } operand ? Of(operand == 0) : null,
            YaraExpression.Defined defined => Of(Value(defined.Operand) is not null),
            YaraExpression.Compare compare => Arithmetic.Compare(compare.Sign, Value(compare.Left), Value(compare.Right)),
            YaraExpression.Binary binary => Arithmetic.Combine(binary.Sign, Value(binary.Left), Value(binary.Right)),
            YaraExpression.Unary unary => Value(unary.Operand) is { } operand ? unchecked(unary.Sign == "-" ? -operand : ~operand) : null,
            YaraExpression.Found found => Found(found),
            YaraExpression.Count count => Count(count),
            YaraExpression.Offset offset => At(offset.Text, offset.Index)?.Offset,
            YaraExpression.Length length => At(length.Text, length.Index)?.Length,
            YaraExpression.Read read => Read(read),
            YaraExpression.Rule rule => Of(_scratch.Verdicts[_rule.FirstOfFile + rule.Index]),
            _ => OfSet(expression),
        };
    }

    private long? OfSet(YaraExpression expression) => expression switch
    {
        YaraExpression.OfStrings of => OfStrings(of),
        YaraExpression.OfRules of => OfRules(of),
        YaraExpression.ForStrings loop => ForStrings(loop),
        YaraExpression.ForNumbers loop => ForNumbers(loop),
        _ => null,
    };

    private long? Found(YaraExpression.Found found)
    {
        var matches = Matches(found.Text);
        if (found.Place is not null)
        {
            return Value(found.Place) is { } place ? Of(matches?.CountIn(place, place) > 0) : null;
        }

        if (found.Range is null)
        {
            return Of(matches is not null);
        }

        return CountIn(matches, found.Range) is { } count ? Of(count > 0) : null;
    }

    private long? Count(YaraExpression.Count count) =>
        count.Range is null ? Matches(count.Text)?.Count ?? 0 : CountIn(Matches(count.Text), count.Range);

    private long? CountIn(MatchList? matches, ByteRange range)
    {
        var (first, last) = (Value(range.First), Value(range.Last));
        return first is null || last is null ? null : matches?.CountIn(first.Value, last.Value) ?? 0;
    }

    private (int Offset, int Length)? At(int text, YaraExpression? index)
    {
        var matches = Matches(text);
        var which = index is null ? 1 : Value(index);
        return which is { } number && matches is not null && number >= 1 && number <= matches.Count ? matches[(int)number - 1] : null;
    }

    private long? Read(YaraExpression.Read read)
    {
        if (Value(read.Place) is not { } place || place < 0 || place > _text.Length - read.Width)
        {
            return null;
        }

        var bytes = _text.Slice((int)place, read.Width);
        return (read.Width, read.IsSigned, read.IsBigEndian) switch
        {
            (1, true, _) => (sbyte)bytes[0],
            (1, false, _) => bytes[0],
            (2, true, true) => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (2, true, false) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            (2, false, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (2, false, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (_, true, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (_, true, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (_, false, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        };
    }

    private long? OfStrings(YaraExpression.OfStrings of)
    {
        var found = 0;
        foreach (var text in of.Texts)
        {
            var matches = Matches(text);
            found += of.Range is null ? (matches is null ? 0 : 1) : CountIn(matches, of.Range) > 0 ? 1 : 0;
        }

        return Decide(of.Quantifier, found, of.Texts.Count);
    }

    private long? OfRules(YaraExpression.OfRules of)
    {
        var found = 0;
        foreach (var rule in of.Rules)
        {
            found += _scratch.Verdicts[_rule.FirstOfFile + rule] ? 1 : 0;
        }

        return Decide(of.Quantifier, found, of.Rules.Count);
    }

    private long? ForStrings(YaraExpression.ForStrings loop)
    {
        var found = 0;
        foreach (var text in loop.Texts)
        {
            found += new ConditionEvaluator(_rule, _scratch, _text, text).Holds(loop.Body) ? 1 : 0;
        }

        return Decide(loop.Quantifier, found, loop.Texts.Count);
    }

    private long? ForNumbers(YaraExpression.ForNumbers loop)
    {
        if (loop.Range is null)
        {
            var held = 0;
            foreach (var item in loop.Items)
            {
                held += HoldsFor(loop, Value(item)) ? 1 : 0;
            }

            return Decide(loop.Quantifier, held, loop.Items.Count);
        }

        var (first, last) = (Value(loop.Range.First), Value(loop.Range.Last));
        if (first is null || last is null || last < first)
        {
            // Not undefined: "not" before such a loop holds, also before one for all.
            return 0;
        }

        var (found, rounds) = (0L, 0L);
        for (var number = first.Value; number <= last && !_scratch.Budget.IsSpent; number++, rounds++)
        {
            found += HoldsFor(loop, number) ? 1 : 0;
        }

        return _scratch.Budget.IsSpent ? null : Decide(loop.Quantifier, found, rounds);
    }

    private bool HoldsFor(YaraExpression.ForNumbers loop, long? value)
    {
        _scratch.Variables[loop.Slot] = value;
        return Holds(loop.Body);
    }

    private long? Decide(Quantifier quantifier, long found, long total)
    {
        var amount = quantifier.Amount is null ? 0 : Value(quantifier.Amount);
        return quantifier.Kind switch
        {
            QuantifierKind.All => Of(found == total),
            QuantifierKind.Any => Of(found > 0),
            QuantifierKind.None => Of(found == 0),
            QuantifierKind.Number => amount is null ? null : Of(found >= amount),
            _ => amount is null ? null : Of(found * 100 >= amount * total),
        };
    }
}
