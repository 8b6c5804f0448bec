using System.Numerics;
using System.Text;

namespace Sallyport.Detection.Recognizers;

/// <summary>A set of entity types. The default value is empty.</summary>
public readonly record struct EntitySet
{
    private static readonly string[] TypeNames = [.. Enum.GetNames<EntityType>().Select(Spell)];

    private readonly ulong _bits;

    private EntitySet(ulong bits) => _bits = bits;

    /// <summary>Every type.</summary>
    public static EntitySet All { get; } = new(ulong.MaxValue >> (64 - TypeNames.Length));

    /// <summary>The types of personal data; the others are secrets, which rules find.</summary>
    public static EntitySet Personal { get; } = new((1ul << (int)EntityType.ApiKey) - 1);

    /// <summary>The names of all types, in the order of <see cref="EntityType"/>.</summary>
    public static IReadOnlyList<string> Names => TypeNames;

    /// <summary>Whether the set holds nothing.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>How many types it holds.</summary>
    public int Count => BitOperations.PopCount(_bits);

    // What stands for a person or an account all over a country, or can be spent.
    internal static EntitySet Grave { get; } = new(Personal._bits & ~Of(
        EntityType.Email, EntityType.Phone, EntityType.IpAddress, EntityType.StreetAddress, EntityType.PostalCode, EntityType.MacAddress,
        EntityType.LicensePlate, EntityType.GeoCoordinates, EntityType.IcdCode, EntityType.VatNumber, EntityType.AuAbn, EntityType.BrCnpj,
        EntityType.SwiftCode, EntityType.UsEin, EntityType.UsNpi, EntityType.DateOfBirth, EntityType.Vin, EntityType.Imei)._bits);

    internal bool HoldsSecrets => (_bits & ((1ul << (int)EntityType.ApiKey) | (1ul << (int)EntityType.PrivateKey))) != 0;

    /// <summary>The type's name in findings and placeholders.</summary>
    public static string NameOf(EntityType type) => TypeNames[(int)type];

    /// <summary>The id under which a type of personal data is found and policies may name it, such as <c>pii-email</c>.</summary>
    public static string RuleIdOf(EntityType type) => "pii-" + NameOf(type).ToLowerInvariant().Replace('_', '-');

    /// <summary>Finds a type by its name; false when there is none.</summary>
    public static bool TryParse(string name, out EntityType type)
    {
        var index = Array.IndexOf(TypeNames, name);
        type = (EntityType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Makes a set of types.</summary>
    public static EntitySet Of(params ReadOnlySpan<EntityType> types)
    {
        var bits = 0ul;
        foreach (var type in types)
        {
            bits |= 1ul << (int)type;
        }

        return new EntitySet(bits);
    }

    /// <summary>Whether the set holds the type.</summary>
    public bool Contains(EntityType type) => (_bits & (1ul << (int)type)) != 0;

    /// <summary>This set and another together.</summary>
    public EntitySet Union(EntitySet other) => new(_bits | other._bits);

    internal bool Overlaps(EntitySet other) => (_bits & other._bits) != 0;

    // UsSsn is US_SSN wherever people and policies name it.
    private static string Spell(string member)
    {
        var name = new StringBuilder(member.Length + 4);
        foreach (var letter in member)
        {
            name.Append(char.IsAsciiLetterUpper(letter) && name.Length > 0 ? "_" : "").Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
