using Mono.Cecil;
using Sallyport.ArchitectureTests.Product;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>R12 of <c>docs/architecture.md</c> as far as the compiled types show it.</summary>
public sealed class ShapeTests
{
    private static readonly string[] WordsThatNameNoJob = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Impl", "Data", "Info"];

    [Fact]
    public void Every_class_is_sealed_static_or_abstract()
    {
        AssertNone(ProductAssemblies.WrittenTypes
            .Where(type => type.IsClass && !type.IsValueType && !type.IsEnum && !IsDelegate(type))
            .Where(type => !type.IsSealed && !type.IsAbstract)
            .Select(type => type.FullName));
    }

    [Fact]
    public void No_type_is_called_by_a_word_that_names_no_job()
    {
        AssertNone(ProductAssemblies.WrittenTypes
            .Where(type => WordsThatNameNoJob.Any(word => EndsWithWord(type.Name.Split('`')[0], word)))
            .Select(type => type.FullName));
    }

    [Fact]
    public void Every_options_class_has_a_validator()
    {
        var validators = ProductAssemblies.WrittenTypes
            .SelectMany(type => type.Interfaces.Select(implemented => (type.Name, implemented.InterfaceType)))
            .Where(implemented => implemented.InterfaceType is GenericInstanceType { Name: "IValidateOptions`1" })
            .Select(implemented => (implemented.Name, Options: ((GenericInstanceType)implemented.InterfaceType).GenericArguments[0].FullName))
            .ToHashSet();

        Assert.NotEmpty(Options);
        AssertNone(Options.Where(type => !validators.Contains((type.Name + "Validator", type.FullName)))
            .Select(type => $"{type.FullName} has no {type.Name}Validator : IValidateOptions<{type.Name}>"));
    }

    /// <summary>A validator that is never asked guards nothing: bad configuration must stop the start, not the first request.</summary>
    [Fact]
    public void Every_options_class_is_validated_at_start()
    {
        var validated = ProductAssemblies.Types
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand)
            .OfType<GenericInstanceMethod>()
            .Where(called => called.Name is "ValidateOnStart" or "AddOptionsWithValidateOnStart")
            .Select(called => called.GenericArguments[0].FullName)
            .ToHashSet();

        AssertNone(Options.Where(type => !validated.Contains(type.FullName)).Select(type => $"{type.FullName} is not followed by ValidateOnStart"));
    }

    private static IEnumerable<TypeDefinition> Options =>
        ProductAssemblies.WrittenTypes.Where(type => type.IsClass && !type.IsAbstract && EndsWithWord(type.Name, "Options"));

    private static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";

    private static bool EndsWithWord(string name, string word) =>
        name.EndsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsUpper(name[^(word.Length + 1)]));

    private static void AssertNone(IEnumerable<string> offences)
    {
        var found = offences.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
