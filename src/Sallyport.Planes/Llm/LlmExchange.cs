using System.Text.Json;
using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;

namespace Sallyport.Planes.Llm;

/// <summary>What the plane keeps about an exchange between reading the request and writing the answer.</summary>
internal sealed class LlmExchange : IDisposable
{
    private static readonly ExchangeSlot<LlmExchange> Slot = ExchangeSlot.Create<LlmExchange>();

    private LlmExchange(LlmRoute route) => Route = route;

    internal LlmRoute Route { get; }

    internal LlmFormat Format => Route.Format;

    /// <summary>One finder for request and answer: an exchange is never in both at once.</summary>
    internal JsonTextFinder Finder { get; } = new(LlmFact.EventType);

    /// <summary>Where the request body's stream options stand, to have usage reported; null where nothing needs to be added.</summary>
    internal UsageSplice? UsageSplice { get; set; }

    /// <summary>The changed parts of the request body, where something was changed.</summary>
    internal PooledBytes? Changes { get; set; }

    /// <summary>What the budget was asked for the request's body, in bytes.</summary>
    internal long HeldForBody { get; set; }

    /// <summary>What the budget was asked for the request's texts, in bytes.</summary>
    internal long HeldForTexts { get; set; }

    /// <summary>The request body on its way.</summary>
    internal SentBody? Sent { get; set; }

    /// <summary>The answer's head. Closed, but still readable, when the answer has been read.</summary>
    internal HttpResponseMessage? Head { get; set; }

    /// <summary>Whether the answer is a stream of events.</summary>
    internal bool IsEventStream { get; set; }

    internal LlmTokens Tokens { get; } = new();

    /// <summary>Characters of the answer's texts, for an estimate where the provider reports nothing.</summary>
    internal long OutputChars { get; set; }

    /// <summary>The last sequence number of the stream.</summary>
    internal long SequenceNumber { get; set; }

    internal static LlmExchange Begin(Exchange exchange, LlmRoute route)
    {
        var state = new LlmExchange(route);
        exchange.Set(Slot, state);
        return state;
    }

    internal static LlmExchange? Of(Exchange exchange) => exchange.Get(Slot);

    /// <summary>Takes figures and the reason to stop from what the finder saw last.</summary>
    internal void Observe(ReadOnlySpan<byte> json, Exchange exchange)
    {
        Tokens.Read(json, Finder);
        var reason = Finder.Fact(LlmFact.FinishReason);
        if (reason.Type == JsonTokenType.String && exchange.Answer is { } answer)
        {
            answer.FinishReason = reason.Text(json);
        }

        SequenceNumber = Finder.Fact(LlmFact.SequenceNumber).Number(json) ?? SequenceNumber;
    }

    /// <summary>
    /// Gives back the request's memory as soon as the upstream has taken it: an answer may stream for many minutes, and would hold its
    /// prompt for as long.
    /// </summary>
    internal void ReleaseRequest(Exchange exchange)
    {
        if (Sent is { IsFinished: true } && exchange.Request is { } request)
        {
            request.ReleaseBody();
            exchange.LetGo(HeldForBody);
            HeldForBody = 0;
            Changes?.Dispose();
            Changes = null;
        }
    }

    /// <summary>Gives up the connection and waits until the request's memory is free.</summary>
    internal ValueTask CloseAsync()
    {
        Head?.Dispose();
        return Sent?.FinishAsync() ?? ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Head?.Dispose();
        Changes?.Dispose();
        Sent?.Dispose();
    }
}
