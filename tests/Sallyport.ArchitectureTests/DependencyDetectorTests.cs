using Mono.Cecil;
using Sallyport.ArchitectureTests.Dependencies;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>Shows that the detector behind <see cref="DependencyTests"/> sees uses that do exist: a rule that cannot fail proves nothing.</summary>
public sealed class DependencyDetectorTests
{
    [Theory]
    [InlineData("Sallyport.Storage", "Npgsql")]
    [InlineData("Sallyport.Storage", "Microsoft.Data.Sqlite")]
    [InlineData("Sallyport.Storage", "Sallyport.Controls")]
    [InlineData("Sallyport.Host", "Sallyport.Storage")]
    [InlineData("Sallyport.Host", "Sallyport.Admin")]
    [InlineData("Sallyport.Controls", "Sallyport.Detection")]
    [InlineData("Sallyport.Planes", "Sallyport.Protocols")]
    [InlineData("Sallyport.Core", "Microsoft.AspNetCore")]
    public void The_detector_reports_a_use_of_a_namespace_that_does_exist(string from, string to)
    {
        var probe = new DirectionRule("probe", "A known use.", [from], [], [to], []);

        Assert.NotEmpty(probe.Offences(TypeUseReader.All));
    }

    [Theory]
    [InlineData("Sallyport.Core.Upstream", "System.Net.Http.SocketsHttpHandler")]
    [InlineData("Sallyport.Core.Upstream", "System.Net.Http.HttpMessageInvoker")]
    [InlineData("Sallyport.Controls.Vault", "System.Security.Cryptography.AesGcm")]
    public void The_detector_reports_a_use_of_a_type_that_does_exist(string from, string type)
    {
        var probe = new DirectionRule("probe", "A known use.", [from], [], [], [type]);

        Assert.NotEmpty(probe.Offences(TypeUseReader.All));
    }

    [Fact]
    public void The_detector_looks_into_async_methods_lambdas_type_arguments_and_attributes()
    {
        var used = UsesBySample().Select(use => $"{use.ToNamespace}.{use.ToType}").ToHashSet();

        Assert.Superset(
            new HashSet<string> { "System.Text.StringBuilder", "System.Version", "System.Uri", "System.ComponentModel.DescriptionAttribute" },
            used);
    }

    [Fact]
    public void The_detector_names_the_member_a_person_wrote()
    {
        var users = UsesBySample().Where(use => use.ToMember == "System.Version.get_Major").Select(use => use.FromMember).Distinct();

        Assert.Equal(["Sallyport.ArchitectureTests.DetectorSample.InLambda"], users);
    }

    [Fact]
    public void A_namespace_that_only_begins_with_the_same_letters_is_not_forbidden()
    {
        var rule = new DirectionRule("probe", "Prefixes end at a dot.", ["Sallyport.Core"], [], ["Sallyport.Plane"], []);

        Assert.Empty(rule.Offences([new TypeUse("Sallyport.Core.Pipeline", "A", "Sallyport.Planes.Llm", "B", "B")]));
    }

    private static List<TypeUse> UsesBySample()
    {
        using var module = ModuleDefinition.ReadModule(typeof(DetectorSample).Assembly.Location);
        return [.. WithNested(module.GetType(typeof(DetectorSample).FullName)).SelectMany(TypeUseReader.Read)];
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
