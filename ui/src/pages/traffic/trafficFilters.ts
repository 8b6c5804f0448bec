import type { Exchange, ListQuery } from '@/api/types';
import type { List } from '@/composables/useList';
import { callerName } from '@/format/caller';

/** Members of the API's query that the traffic page filters by. */
export const trafficFilters = ['proxy', 'outcome', 'team', 'category', 'rule', 'masked', 'would_be', 'range', 'from'] as const;

export type TrafficList = List<Exchange, (typeof trafficFilters)[number]>;

/** Whether a pushed exchange belongs into the list: the same rules as the server's. */
export function matches({ filters, search }: TrafficList, exchange: Exchange): boolean {
  const wanted = search.value.toLowerCase();
  const text = [exchange.id, exchange.proxy, exchange.model, exchange.path, callerName(exchange.caller)].join(' ').toLowerCase();
  return (!filters.proxy.value || exchange.proxy === filters.proxy.value)
    && (!filters.outcome.value || exchange.outcome === filters.outcome.value)
    && (!filters.team.value || exchange.caller?.team === filters.team.value)
    && (!filters.category.value || exchange.top_category === filters.category.value)
    // A pushed exchange does not say which rules found something; it appears with the next load.
    && !filters.rule.value
    && (!filters.masked.value || (exchange.masked_count > 0) === (filters.masked.value === 'true'))
    && (!filters.would_be.value || exchange.would_be === filters.would_be.value || (filters.would_be.value === 'any' && Boolean(exchange.would_be)))
    && (!wanted || text.includes(wanted));
}

/** The dashboard's way to the exchanges that one of its numbers counts. */
export function trafficOf(query: ListQuery) {
  return { name: 'traffic', query };
}
