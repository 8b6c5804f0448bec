namespace Sallyport.Storage.Writing;

/// <summary>The end of the audit chain: the newest record's number and hash; 0 and zeros while there is none.</summary>
internal sealed record ChainHead(long Sequence, byte[] Hash);
