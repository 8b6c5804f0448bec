using Mono.Cecil;

namespace Sallyport.ArchitectureTests.Product;

/// <summary>The product's assemblies, read once from this test's own output folder, where the build puts exactly what was compiled.</summary>
internal static class ProductAssemblies
{
    /// <summary>Assembly name to root namespace. The host's assembly is named as the command it is started with.</summary>
    private static readonly IReadOnlyDictionary<string, string> RootNamespaces = new Dictionary<string, string>
    {
        ["Sallyport.Core"] = "Sallyport.Core",
        ["Sallyport.Detection"] = "Sallyport.Detection",
        ["Sallyport.Protocols"] = "Sallyport.Protocols",
        ["Sallyport.Controls"] = "Sallyport.Controls",
        ["Sallyport.Planes"] = "Sallyport.Planes",
        ["Sallyport.Identity"] = "Sallyport.Identity",
        ["Sallyport.Storage"] = "Sallyport.Storage",
        ["Sallyport.Admin"] = "Sallyport.Admin",
        ["sallyport"] = "Sallyport.Host",
    };

    private static readonly Lazy<IReadOnlyList<AssemblyDefinition>> Loaded = new(Load);

    /// <summary>Names as the run time knows them.</summary>
    public static IEnumerable<string> Names => RootNamespaces.Keys;

    /// <summary>All assemblies.</summary>
    public static IReadOnlyList<AssemblyDefinition> All => Loaded.Value;

    /// <summary>Every type of the product, nested and compiler-generated ones too.</summary>
    public static IEnumerable<TypeDefinition> Types => All.SelectMany(assembly => assembly.MainModule.GetTypes());

    /// <summary>Every type a person wrote: generators and the compiler use other namespaces or names no one can type.</summary>
    public static IEnumerable<TypeDefinition> WrittenTypes => Types.Where(IsWritten);

    /// <summary>The namespace a type is judged by. Nested types count for their outermost type; generated code for its project.</summary>
    public static string NamespaceOf(TypeDefinition type)
    {
        var outermost = type;
        while (outermost.DeclaringType is not null)
        {
            outermost = outermost.DeclaringType;
        }

        return outermost.Namespace.StartsWith("Sallyport", StringComparison.Ordinal)
            ? outermost.Namespace
            : RootNamespaces[type.Module.Assembly.Name.Name];
    }

    private static bool IsWritten(TypeDefinition type)
    {
        for (var current = type; current is not null; current = current.DeclaringType)
        {
            if (current.Name.Contains('<', StringComparison.Ordinal))
            {
                return false;
            }

            if (current.DeclaringType is null)
            {
                return current.Namespace.StartsWith("Sallyport", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static AssemblyDefinition[] Load()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        var parameters = new ReaderParameters { AssemblyResolver = resolver };
        return [.. Names.Select(name => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll"), parameters))];
    }
}
