using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Writing;

/// <summary>What the writer's queue holds: an audit entry or a command.</summary>
internal readonly record struct WriteItem(AuditEntry? Entry, WriteCommand? Command);
