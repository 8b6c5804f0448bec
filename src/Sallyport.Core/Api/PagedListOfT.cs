namespace Sallyport.Core.Api;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <param name="Items">The items of this page.</param>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Limit">How many items a page holds.</param>
/// <param name="Total">How many items there are in all.</param>
public sealed record PagedList<T>(IReadOnlyList<T> Items, int Page, int Limit, long Total);
