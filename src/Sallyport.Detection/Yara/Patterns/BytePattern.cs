namespace Sallyport.Detection.Yara.Patterns;

/// <summary>A pattern over bytes: what hex strings and expressions are read into.</summary>
internal abstract record BytePattern
{
    private BytePattern()
    {
    }

    /// <summary>Nothing.</summary>
    public static BytePattern Empty { get; } = new Sequence([]);

    /// <summary>Fewest bytes it takes.</summary>
    public abstract int MinLength { get; }

    /// <summary>One byte of a set.</summary>
    public sealed record Bytes(ByteSet Set) : BytePattern
    {
        /// <inheritdoc/>
        public override int MinLength => 1;
    }

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<BytePattern> Items) : BytePattern
    {
        /// <inheritdoc/>
        public override int MinLength => (int)Math.Min(int.MaxValue, Items.Sum(item => (long)item.MinLength));
    }

    /// <summary>One of several; an earlier one is preferred.</summary>
    public sealed record Choice(IReadOnlyList<BytePattern> Branches) : BytePattern
    {
        /// <inheritdoc/>
        public override int MinLength => Branches.Min(branch => branch.MinLength);
    }

    /// <summary>Several times; <paramref name="Max"/> below zero is without end.</summary>
    public sealed record Repeat(BytePattern Item, int Min, int Max, bool IsGreedy) : BytePattern
    {
        /// <inheritdoc/>
        public override int MinLength => (int)Math.Min(int.MaxValue, (long)Item.MinLength * Min);
    }

    /// <summary>A condition on the place, without taking bytes.</summary>
    public sealed record Anchor(AnchorKind Kind) : BytePattern
    {
        /// <inheritdoc/>
        public override int MinLength => 0;
    }
}
