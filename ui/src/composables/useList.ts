import { computed, watch } from 'vue';
import type { ListQuery, Page } from '@/api/types';
import { useLoad } from './useLoad';
import { useUrlState } from './useUrlState';

/** A list paged, sorted and searched by the server, its state in the address. */
export function useList<T>(
  fetcher: (query: ListQuery, signal: AbortSignal) => Promise<Page<T>>,
  filters: () => ListQuery = () => ({}),
  defaultSort = '',
) {
  const url = useUrlState();
  const search = url.field('search');
  const sort = url.field('sort', defaultSort);
  const page = computed({
    get: () => Math.max(1, Number(url.read('page')) || 1),
    set: (value: number) => url.write({ page: value > 1 ? String(value) : undefined }),
  });
  const query = computed<ListQuery>(() => ({
    page: page.value, limit: 50, search: search.value || undefined, sort: sort.value || undefined, ...filters(),
  }));
  const { value, error, isLoading, reload } = useLoad((signal) => fetcher(query.value, signal));

  watch(() => JSON.stringify(query.value), () => void reload(), { immediate: true });

  return {
    items: computed(() => value.value?.items ?? []),
    total: computed(() => value.value?.total ?? 0),
    limit: computed(() => value.value?.limit ?? 50),
    isLoaded: computed(() => value.value !== null),
    search, sort, page, error, isLoading, reload,
  };
}
