namespace Sallyport.Core.Limits;

/// <summary>A caller took nothing of its answer for too long; its connection has been closed.</summary>
public sealed class StalledCallerException() : IOException("The caller stopped reading its answer.");
