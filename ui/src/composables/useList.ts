import { computed, watch, type ComputedRef, type Ref, type ShallowRef, type WritableComputedRef } from 'vue';
import type { ApiError } from '@/api/ApiError';
import type { ListQuery, Page } from '@/api/types';
import { fromRange } from '@/format/ranges';
import { useLoad } from './useLoad';
import { useUrlState } from './useUrlState';

export interface List<T, F extends string = string> {
  items: ComputedRef<readonly T[]>;
  total: ComputedRef<number>;
  limit: ComputedRef<number>;
  isLoaded: ComputedRef<boolean>;
  isLoading: Ref<boolean>;
  error: ShallowRef<ApiError | null>;
  search: WritableComputedRef<string>;
  sort: WritableComputedRef<string>;
  page: WritableComputedRef<number>;
  filters: Record<F, WritableComputedRef<string>>;
  isFiltered: ComputedRef<boolean>;
  clear: () => void;
  reload: () => Promise<void>;
}

interface ListOptions<F extends string> {
  /** Query members of the API by name, kept in the address. `range` (minutes) becomes `from`, which it does not outlive. */
  filters?: readonly F[];
  sort?: string;
}

/** A list paged, sorted, filtered and searched by the server, its state in the address. */
export function useList<T, F extends string = never>(
  fetcher: (query: ListQuery, signal: AbortSignal) => Promise<Page<T>>, options: ListOptions<F> = {},
): List<T, F> {
  const url = useUrlState();
  const names = options.filters ?? [];
  const search = url.field('search');
  const sort = url.field('sort', options.sort);
  const filters = Object.fromEntries(names.map((name) => [name, url.field(name)])) as Record<F, WritableComputedRef<string>>;
  const page = computed({
    get: () => Math.max(1, Number(url.read('page')) || 1),
    set: (value: number) => url.write({ page: value > 1 ? String(value) : undefined }),
  });
  // The start of a range is fixed when the filter is set; else every look at the query would move it and load again.
  const range = computed(() => ((names as readonly string[]).includes('range') ? url.read('range') : ''));
  const from = computed(() => fromRange(range.value));
  const query = computed<ListQuery>(() => {
    const wanted: ListQuery = { page: page.value, limit: 50, search: search.value || undefined, sort: sort.value || undefined, from: from.value };
    for (const name of names) {
      if (name !== 'range' && filters[name].value) {
        wanted[name] = filters[name].value;
      }
    }
    return wanted;
  });
  const { value, error, isLoading, reload } = useLoad((signal) => fetcher(query.value, signal));

  watch(() => JSON.stringify(query.value), () => void reload(), { immediate: true });

  return {
    items: computed(() => value.value?.items ?? []),
    total: computed(() => value.value?.total ?? 0),
    limit: computed(() => value.value?.limit ?? 50),
    isLoaded: computed(() => value.value !== null),
    isFiltered: computed(() => search.value !== '' || names.some((name) => filters[name].value !== '')),
    clear: () => url.write(Object.fromEntries([...names, 'search', 'page'].map((name) => [name, undefined]))),
    search, sort, page, filters, error, isLoading, reload,
  };
}
