using Sallyport.Host.Cli;

// Socket completions run on the thread that polls the sockets: measured a quarter less CPU per request (bench/README.md). Read once by
// the runtime, from the environment only, so it is set before the first socket. No stage may block; large scans leave that thread.
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
{
    Environment.SetEnvironmentVariable(InlineCompletions, "1");
}

return await CommandLine.RunAsync(args);
