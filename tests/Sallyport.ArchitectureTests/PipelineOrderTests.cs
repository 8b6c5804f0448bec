using System.Reflection;
using Mono.Cecil;
using Sallyport.ArchitectureTests.Product;
using Sallyport.Core.Pipeline;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>R11 of <c>docs/architecture.md</c>: one list holds every stage, in the one order that is safe.</summary>
public sealed class PipelineOrderTests
{
    [Fact]
    public void The_proxy_is_resolved_first_and_the_caller_authenticated_second()
    {
        Assert.Equal(["ResolveProxyStage", "AuthenticateStage"], PipelineList.Read().RequestStages.Take(2).Select(stage => stage.Name));
    }

    [Theory]
    [InlineData("InspectRequestStage", "MaskRequestStage", "guards judge what the caller wrote, not our placeholders")]
    [InlineData("AuthenticateStage", "ReadRequestStage", "a stranger's body is not worth reading")]
    [InlineData("AuthenticateStage", "RateLimitStage", "limits are counted per caller")]
    [InlineData("AuthorizeProxyStage", "ReadRequestStage", "a refused caller's body is not worth reading")]
    [InlineData("RateLimitStage", "ReadRequestStage", "a limit that is checked after the work was done limits nothing")]
    [InlineData("ReadRequestStage", "AuthorizeOperationStage", "the model is known from the body")]
    [InlineData("AuthorizeProxyStage", "AuthorizeOperationStage", "models are granted by the grant for the proxy")]
    [InlineData("AuthorizeOperationStage", "InspectRequestStage", "a model that nobody granted is not worth a guard's time")]
    [InlineData("ReadRequestStage", "InspectRequestStage", "there is no text to judge before the body was read")]
    [InlineData("InspectRequestStage", "JudgeRequestOutsideStage", "our own judgement is free, and what it ends goes to no other party")]
    [InlineData("JudgeRequestOutsideStage", "MaskRequestStage", "a detector is sent its own placeholders, of what the caller wrote")]
    [InlineData("MaskRequestStage", "InjectCredentialStage", "the secret exists from the last line to the socket only")]
    public void A_request_stage_comes_before_the_one_that_depends_on_it(string first, string second, string reason)
    {
        AssertOrder([.. PipelineList.Read().RequestStages.Select(stage => stage.Name)], first, second, reason);
    }

    [Theory]
    [InlineData("ReadRequestStage", "AuthorizeOperationStage", "the operation is known only from the body")]
    [InlineData("AuthorizeOperationStage", "ReserveBudgetStage", "a refused operation holds no budget")]
    [InlineData("ReserveBudgetStage", "InspectRequestStage", "guards cost money where they call out")]
    [InlineData("MaskRequestStage", "GovernPromptStage", "our own system prompt is neither judged nor masked")]
    public void An_optional_request_stage_stands_where_the_flow_needs_it(string first, string second, string reason)
    {
        var stages = PipelineList.Read().RequestStages.Select(stage => stage.Name).ToList();
        SkipWithout(stages, first, second);
        AssertOrder(stages, first, second, reason);
    }

    [Theory]
    [InlineData("ScrubCredentialStage", "InspectResponseStage", "a secret that an upstream echoes reaches no guard")]
    [InlineData("InspectDefinitionsStage", "UnmaskResponseStage", "definitions are pinned as the upstream sent them")]
    public void An_optional_response_stage_stands_where_the_flow_needs_it(string first, string second, string reason)
    {
        var stages = PipelineList.Read().ResponseStages.Select(stage => stage.Name).ToList();
        SkipWithout(stages, first, second);
        AssertOrder(stages, first, second, reason);
    }

    [Fact]
    public void The_credential_is_injected_by_the_last_request_stage()
    {
        Assert.Equal("InjectCredentialStage", PipelineList.Read().RequestStages[^1].Name);
    }

    [Theory]
    [InlineData("InspectResponseStage", "UnmaskResponseStage", "otherwise the caller's own restored value is reported as a leak")]
    [InlineData("InspectResponseStage", "JudgeResponseOutsideStage", "what our own judgement refuses goes to no other party")]
    [InlineData("JudgeResponseOutsideStage", "UnmaskResponseStage", "otherwise the caller's own restored value goes to another party")]
    public void A_response_stage_comes_before_the_one_that_depends_on_it(string first, string second, string reason)
    {
        AssertOrder([.. PipelineList.Read().ResponseStages.Select(stage => stage.Name)], first, second, reason);
    }

    [Fact]
    public void Placeholders_are_restored_by_the_last_response_stage()
    {
        Assert.Equal("UnmaskResponseStage", PipelineList.Read().ResponseStages[^1].Name);
    }

    [Fact]
    public void Every_request_stage_of_the_product_is_in_the_list_once()
    {
        Assert.Equal(Implementations(typeof(IRequestStage)), Names(PipelineList.Read().RequestStages));
    }

    [Fact]
    public void Every_response_stage_of_the_product_is_in_the_list_once()
    {
        Assert.Equal(Implementations(typeof(IResponseStage)), Names(PipelineList.Read().ResponseStages));
    }

    [Fact]
    public void Every_recorder_of_the_product_is_in_the_list_once()
    {
        Assert.Equal(Implementations(typeof(IExchangeRecorder)), Names(PipelineList.Read().Recorders));
    }

    /// <summary>A second runner would be a second path, and a second path is one that lacks a control sooner or later.</summary>
    [Fact]
    public void The_product_constructs_one_pipeline_runner()
    {
        var constructions = ProductAssemblies.Types
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions
                .Where(instruction => Constructs(instruction.Operand, "PipelineRunner"))
                .Select(_ => method.FullName))
            .ToList();

        Assert.True(constructions.Count == 1, $"PipelineRunner is constructed or registered {constructions.Count} times:\n{string.Join('\n', constructions)}");
    }

    // Both ways to get an object: its constructor, and a registration that leaves construction to the container.
    private static bool Constructs(object? operand, string type) => operand switch
    {
        GenericInstanceMethod { DeclaringType.Namespace: "Microsoft.Extensions.DependencyInjection" } method =>
            IsRegistration(method.Name) && method.GenericArguments[^1].Name == type && method.Parameters.Count == 1,
        MethodReference { Name: ".ctor" } constructor => constructor.DeclaringType.Name == type,
        _ => false,
    };

    private static bool IsRegistration(string method) => method.Contains("Add", StringComparison.Ordinal) || method == "CreateInstance";

    private static void AssertOrder(List<string> stages, string first, string second, string reason)
    {
        Assert.Contains(first, stages);
        Assert.Contains(second, stages);
        Assert.True(stages.IndexOf(first) < stages.IndexOf(second), $"{first} must come before {second}: {reason}.");
    }

    private static void SkipWithout(List<string> stages, params string[] needed)
    {
        var missing = needed.Except(stages).ToList();
        Assert.SkipWhen(missing.Count > 0, $"Not in the product yet: {string.Join(", ", missing)}.");
    }

    private static List<string?> Names(IEnumerable<Type> listed) => [.. listed.Select(type => type.FullName).Order(StringComparer.Ordinal)];

    private static List<string?> Implementations(Type contract) => Names(ProductAssemblies.Names
        .Select(Assembly.Load)
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsClass && !type.IsAbstract && contract.IsAssignableFrom(type)));
}
