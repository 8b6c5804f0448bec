namespace Sallyport.ArchitectureTests.Dependencies;

/// <summary>One place in the product that names a type.</summary>
/// <param name="FromNamespace">Namespace of the using code.</param>
/// <param name="FromMember">The using member, as a person would write it.</param>
/// <param name="ToNamespace">Namespace of the used type.</param>
/// <param name="ToType">Name of the used type without namespace and without type arguments.</param>
/// <param name="ToMember">The used member, or the used type where no member is named.</param>
internal sealed record TypeUse(string FromNamespace, string FromMember, string ToNamespace, string ToType, string ToMember)
{
    /// <inheritdoc />
    public override string ToString() => $"{FromMember} → {ToMember}";
}
