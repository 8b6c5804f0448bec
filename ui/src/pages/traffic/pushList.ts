import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import type { Exchange } from '@/api/types';
import { useLive } from '@/stores/live';

const kept = 100;

interface PushOptions {
  loaded: Ref<readonly Exchange[]>;
  matches: (exchange: Exchange) => boolean;
  isFirstPage: () => boolean;
  reload: () => unknown;
}

/** Puts pushed exchanges on top of the first page; while paused it only counts them. */
export function usePushList({ loaded, matches, isFirstPage, reload }: PushOptions) {
  const pushed = shallowRef<Exchange[]>([]);
  /** How many exchanges arrived since the list was loaded: its total does not count them. */
  const added = ref(0);
  const waiting = ref(0);
  const isPaused = ref(false);

  const rows = computed(() => {
    if (!isFirstPage() || pushed.value.length === 0) {
      return loaded.value;
    }
    const known = new Set(pushed.value.map((exchange) => exchange.id));
    return [...pushed.value, ...loaded.value.filter((exchange) => !known.has(exchange.id))].slice(0, kept);
  });

  const stop = useLive().onExchange((exchange) => {
    if (!matches(exchange)) {
      return;
    }
    if (isPaused.value || !isFirstPage()) {
      waiting.value += 1;
    } else {
      pushed.value = [exchange, ...pushed.value].slice(0, kept);
      added.value += 1;
    }
  });
  onBeforeUnmount(stop);

  // A load catches up with the pushes; the newest may still be on their way into the store.
  watch(loaded, (items) => {
    const known = new Set(items.map((exchange) => exchange.id));
    const oldest = items.at(-1)?.time ?? '';
    pushed.value = pushed.value.filter((exchange) => !known.has(exchange.id) && exchange.time > oldest);
    added.value = pushed.value.length;
  });

  function forget(): void {
    pushed.value = [];
    added.value = 0;
    waiting.value = 0;
  }

  function resume(): void {
    isPaused.value = false;
    forget();
    void reload();
  }

  function isFresh(exchange: Exchange): boolean {
    return pushed.value.some((item) => item.id === exchange.id);
  }

  return { rows, added, waiting, isPaused, resume, forget, isFresh };
}
