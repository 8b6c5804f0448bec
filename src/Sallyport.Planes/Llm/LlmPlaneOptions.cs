namespace Sallyport.Planes.Llm;

/// <summary>Limits of the LLM plane. Each bounds memory that a caller or an upstream could otherwise make the gateway use.</summary>
public sealed class LlmPlaneOptions
{
    /// <summary>The largest request body, in bytes, after decompression. 1 KiB to 512 MiB; default 32 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The largest answer that is not a stream, in bytes, after decompression. 1 KiB to 512 MiB; default 32 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The largest single event of a stream, in bytes. 1 KiB to 64 MiB; default 1 MiB.</summary>
    public int MaxEventBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a request body may stay silent between two reads. 100 ms to 10 minutes; default 30 seconds.</summary>
    public TimeSpan RequestIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
