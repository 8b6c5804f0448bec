using Microsoft.AspNetCore.Http.Features;

namespace Sallyport.Tests.Fakes;

/// <summary>An answer whose end the test decides.</summary>
public sealed class EndOfAnswer : HttpResponseFeature
{
    private readonly List<(Func<object, Task> Callback, object State)> _callbacks = [];

    public override void OnCompleted(Func<object, Task> callback, object state) => _callbacks.Add((callback, state));

    public async Task CompleteAsync()
    {
        foreach (var (callback, state) in _callbacks)
        {
            await callback(state);
        }
    }
}
