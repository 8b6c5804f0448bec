using Sallyport.Host.Cli;

return await CommandLine.RunAsync(args);
