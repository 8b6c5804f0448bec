import { computed } from 'vue';
import type { Exchange, ListQuery } from '@/api/types';
import { useUrlState } from '@/composables/useUrlState';
import { callerName } from '@/format/caller';
import { fromRange } from '@/format/ranges';

/** The traffic page's filters, kept in the address; the same rules decide what a pushed exchange must match. */
export function useTrafficFilters() {
  const url = useUrlState();
  const proxy = url.field('proxy');
  const outcome = url.field('outcome');
  const team = url.field('team');
  const category = url.field('category');
  const range = url.field('range');
  const search = url.field('search');

  const isFiltered = computed(() => [proxy, outcome, team, category, range, search].some((field) => field.value !== ''));

  function toQuery(): ListQuery {
    return {
      proxy: proxy.value, outcome: outcome.value, team: team.value, category: category.value,
      from: range.value ? fromRange(range.value) : undefined,
    };
  }

  function clear(): void {
    url.write({ proxy: undefined, outcome: undefined, team: undefined, category: undefined, range: undefined, search: undefined, page: undefined });
  }

  function matches(exchange: Exchange): boolean {
    const wanted = search.value.toLowerCase();
    const text = [exchange.id, exchange.proxy, exchange.model, exchange.path, exchange.denial_code, callerName(exchange.caller)].join(' ').toLowerCase();
    return (!proxy.value || exchange.proxy === proxy.value)
      && (!outcome.value || exchange.outcome === outcome.value)
      && (!team.value || exchange.caller?.team === team.value)
      && (!category.value || exchange.top_category === category.value)
      && (!wanted || text.includes(wanted));
  }

  return { proxy, outcome, team, category, range, search, isFiltered, toQuery, clear, matches };
}
