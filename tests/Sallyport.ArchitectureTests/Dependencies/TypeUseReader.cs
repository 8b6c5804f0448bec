using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Sallyport.ArchitectureTests.Product;

namespace Sallyport.ArchitectureTests.Dependencies;

/// <summary>
/// Lists every type a type names: base types, attributes, members' signatures, locals and what method bodies call. Bodies of
/// lambdas, iterators and async methods are read too: the compiler keeps them in nested types, and those are types like others.
/// </summary>
internal static partial class TypeUseReader
{
    private static readonly Lazy<IReadOnlyList<TypeUse>> Product = new(() => [.. ProductAssemblies.Types.SelectMany(Read).Distinct()]);

    /// <summary>Every use in the product.</summary>
    public static IReadOnlyList<TypeUse> All => Product.Value;

    /// <summary>Every use by one type, without those by the types nested in it.</summary>
    public static IEnumerable<TypeUse> Read(TypeDefinition type)
    {
        var from = ProductAssemblies.NamespaceOf(type);
        var self = Readable(type.FullName);
        var ofType = SignatureOf(type).Select(used => Use(from, self, used, member: null));
        return ofType.Concat(type.Methods.SelectMany(method => Read(method, from)));
    }

    private static IEnumerable<TypeUse> Read(MethodDefinition method, string from)
    {
        var self = Readable($"{method.DeclaringType.FullName}.{method.Name}");
        var ofSignature = SignatureOf(method).Select(used => Use(from, self, used, member: null));
        return method.HasBody
            ? ofSignature.Concat(BodyOf(method.Body).Select(used => Use(from, self, used.Type, used.Member)))
            : ofSignature;
    }

    private static IEnumerable<TypeReference> SignatureOf(TypeDefinition type)
    {
        IEnumerable<TypeReference?> named =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.Events.Select(raised => raised.EventType),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        ];
        var attributes = AttributesOf(type)
            .Concat(type.Fields.SelectMany(AttributesOf))
            .Concat(type.Properties.SelectMany(AttributesOf))
            .Concat(type.Events.SelectMany(AttributesOf));
        return named.Concat(attributes).SelectMany(Unfold);
    }

    private static IEnumerable<TypeReference> SignatureOf(MethodDefinition method)
    {
        IEnumerable<TypeReference?> named =
        [
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        ];
        var attributes = AttributesOf(method)
            .Concat(AttributesOf(method.MethodReturnType))
            .Concat(method.Parameters.SelectMany(AttributesOf));
        return named.Concat(attributes).SelectMany(Unfold);
    }

    private static IEnumerable<(TypeReference Type, string? Member)> BodyOf(MethodBody body)
    {
        var locals = body.Variables.Select(local => local.VariableType)
            .Concat(body.ExceptionHandlers.Select(handler => handler.CatchType))
            .SelectMany(Unfold)
            .Select(type => (type, (string?)null));
        return locals.Concat(body.Instructions.SelectMany(instruction => OperandOf(instruction.Operand)));
    }

    private static IEnumerable<(TypeReference Type, string? Member)> OperandOf(object? operand)
    {
        IEnumerable<TypeReference?> types = operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.Parameters.Select(parameter => parameter.ParameterType),
                .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
            ],
            CallSite site => [site.ReturnType, .. site.Parameters.Select(parameter => parameter.ParameterType)],
            _ => [],
        };
        var member = operand is MemberReference { DeclaringType: not null } reference and not TypeReference
            ? $"{reference.DeclaringType.FullName}.{reference.Name}"
            : null;
        return types.SelectMany(Unfold).Select(type => (type, member));
    }

    private static IEnumerable<TypeReference?> AttributesOf(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Select(argument => argument.Value as TypeReference)
            .Prepend(attribute.AttributeType));

    /// <summary>A type with the types it is made of: elements of arrays and references, type arguments, modifiers, the outer type.</summary>
    private static IEnumerable<TypeReference> Unfold(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Unfold(generic.ElementType), .. generic.GenericArguments.SelectMany(Unfold)],
        IModifierType modified => [.. Unfold(modified.ElementType), .. Unfold(modified.ModifierType)],
        FunctionPointerType pointer => [.. Unfold(pointer.ReturnType), .. pointer.Parameters.SelectMany(parameter => Unfold(parameter.ParameterType))],
        TypeSpecification specification => Unfold(specification.ElementType),
        _ => [type],
    };

    private static TypeUse Use(string from, string self, TypeReference used, string? member)
    {
        var outermost = used;
        while (outermost.DeclaringType is not null)
        {
            outermost = outermost.DeclaringType;
        }

        return new TypeUse(from, self, outermost.Namespace, outermost.Name.Split('`')[0], Readable(member ?? used.FullName));
    }

    /// <summary>Turns <c>Stage/&lt;ApplyAsync&gt;d__3.MoveNext</c> into <c>Stage.ApplyAsync</c>: that is the line to go and look at.</summary>
    private static string Readable(string name) =>
        CompilerPart().Replace(WrittenMember().Replace(name, "$1"), string.Empty).Replace('/', '.');

    [GeneratedRegex(@"<+(\w+)>\w*__[^/.,]*(\.MoveNext)?")]
    private static partial Regex WrittenMember();

    [GeneratedRegex(@"/<>c(__DisplayClass\w+)?")]
    private static partial Regex CompilerPart();
}
