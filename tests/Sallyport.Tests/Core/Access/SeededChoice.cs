using Sallyport.Core.Access;

namespace Sallyport.Tests.Core.Access;

/// <summary>Chooses permissions by chance, and the same ones on every run (SplitMix64).</summary>
internal sealed class SeededChoice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to and without the limit.</summary>
    internal int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    /// <summary>Some of the catalogue, more often few than many.</summary>
    internal IReadOnlyList<string> Permissions()
    {
        var oneIn = 1 + Next(8);
        return [.. Sallyport.Core.Access.Permissions.Catalogue.Select(permission => permission.Name).Where(_ => Next(oneIn) == 0)];
    }
}
