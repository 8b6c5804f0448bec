using System.Reflection;
using Xunit;

namespace Sallyport.ArchitectureTests.Product;

/// <summary>
/// The order as the product states it. Read by name, so that a missing list is one clear message and the other architecture
/// tests still compile and run.
/// </summary>
internal sealed record PipelineList(IReadOnlyList<Type> RequestStages, IReadOnlyList<Type> ResponseStages, IReadOnlyList<Type> Recorders)
{
    private const string ListName = "Sallyport.Host.GatewayPipeline";

    /// <summary>Reads the list, or fails the test with what is missing.</summary>
    public static PipelineList Read() => new(Read("RequestStages"), Read("ResponseStages"), Read("Recorders"));

    private static IReadOnlyList<Type> Read(string property)
    {
        var list = Assembly.Load("sallyport").GetType(ListName);
        Assert.True(list is not null, $"{ListName} does not exist: the pipeline's order has no home.");
        var value = list.GetProperty(property, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null);
        Assert.True(value is IReadOnlyList<Type>, $"{ListName}.{property} is not a static property of type IReadOnlyList<Type>.");
        return (IReadOnlyList<Type>)value;
    }
}
