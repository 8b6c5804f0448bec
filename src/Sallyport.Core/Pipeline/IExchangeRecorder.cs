using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Pipeline;

/// <summary>Records an exchange after it ended, however it ended.</summary>
public interface IExchangeRecorder
{
    /// <summary>Records. Must not block on I/O longer than a full queue makes it.</summary>
    ValueTask RecordAsync(Exchange exchange);
}
