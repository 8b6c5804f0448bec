import { computed, type ComputedRef } from 'vue';
import { useUrlState } from './useUrlState';

/** Which item a page's drawer shows, kept in the address as `?create=1` or `?edit=<id>`. */
export function useDrawer<T>(items: ComputedRef<readonly T[]>, idOf: (item: T) => string) {
  const url = useUrlState();
  const editing = computed<T | null>(() => items.value.find((item) => idOf(item) === url.read('edit')) ?? null);
  const isCreating = computed(() => url.read('create') === '1');

  return {
    editing,
    isOpen: computed(() => isCreating.value || editing.value !== null),
    create: () => url.write({ create: '1', edit: undefined }),
    edit: (item: T) => url.write({ edit: idOf(item), create: undefined }),
    close: () => url.write({ create: undefined, edit: undefined }),
  };
}
