using Mono.Cecil;
using Sallyport.ArchitectureTests.Sources;

namespace Sallyport.ArchitectureTests.Ledger;

/// <summary>
/// Finds the test that a ledger line names: <c>Namespace.Class.Method</c> in one of the built test assemblies, or
/// <c>tests/peers/file.mjs::name of the test</c> in a script.
/// </summary>
internal static class ProofFinder
{
    private static readonly string[] Projects = ["Sallyport.Tests", "Sallyport.IntegrationTests", "Sallyport.ArchitectureTests"];
    private static readonly string[] ScriptFolders = ["tests/peers/", "tests/ui/"];
    private static readonly Dictionary<string, ModuleDefinition> Modules = [];

    /// <summary>Why the proof does not hold, or null where it does.</summary>
    public static string? Fault(string proof) => proof.Contains("::", StringComparison.Ordinal) ? ScriptFault(proof) : MethodFault(proof);

    private static string? ScriptFault(string proof)
    {
        var parts = proof.Split("::", 2);
        if (!ScriptFolders.Any(folder => parts[0].StartsWith(folder, StringComparison.Ordinal)))
        {
            return $"scripts lie in {string.Join(" or ", ScriptFolders)}";
        }

        if (!File.Exists(Repository.PathOf(parts[0])))
        {
            return "there is no such file";
        }

        return parts[1].Length > 0 && Repository.Read(parts[0]).Contains(parts[1], StringComparison.Ordinal) ? null : "the file holds no test of that name";
    }

    private static string? MethodFault(string proof)
    {
        var project = Projects.FirstOrDefault(name => proof.StartsWith(name + ".", StringComparison.Ordinal));
        if (project is null)
        {
            return "it begins with the name of no test project";
        }

        var assembly = AssemblyOf(project);
        if (!File.Exists(assembly))
        {
            return $"{project} is not built: build the solution first";
        }

        var dot = proof.LastIndexOf('.');
        var type = ModuleAt(assembly).GetType(proof[..dot]);
        if (type is null || type.IsAbstract)
        {
            return "there is no such test class";
        }

        return Inherited(type).SelectMany(level => level.Methods).Any(method => method.Name == proof[(dot + 1)..] && IsTest(method))
            ? null
            : "the class has no such test";
    }

    // A test may stand in an abstract class that runs once per database; the proof names the class that runs.
    private static IEnumerable<TypeDefinition> Inherited(TypeDefinition type)
    {
        for (var level = type; level is not null; level = level.BaseType is null || level.BaseType.Scope != level.Module ? null : level.BaseType.Resolve())
        {
            yield return level;
        }
    }

    private static bool IsTest(MethodDefinition method) => method.CustomAttributes.Any(attribute =>
        attribute.AttributeType.Name.EndsWith("FactAttribute", StringComparison.Ordinal)
        || attribute.AttributeType.Name.EndsWith("TheoryAttribute", StringComparison.Ordinal));

    private static ModuleDefinition ModuleAt(string path)
    {
        if (!Modules.TryGetValue(path, out var module))
        {
            Modules[path] = module = ModuleDefinition.ReadModule(path);
        }

        return module;
    }

    /// <summary>The other test projects lie beside this one, built the same way into folders of the same name.</summary>
    private static string AssemblyOf(string project)
    {
        var output = Path.GetRelativePath(Repository.PathOf("tests/Sallyport.ArchitectureTests"), AppContext.BaseDirectory);
        return Path.Combine(Repository.PathOf("tests"), project, output, project + ".dll");
    }
}
