import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ApiError } from '@/api/ApiError';

export interface Load<T> {
  value: ShallowRef<T | null>;
  error: ShallowRef<ApiError | null>;
  isLoading: Ref<boolean>;
  reload: () => Promise<void>;
}

/** Loads one thing; a newer call outruns an older one, and what was loaded stays in sight while the next is under way. */
export function useLoad<T>(fetcher: (signal: AbortSignal) => Promise<T>): Load<T> {
  const value = shallowRef<T | null>(null);
  const error = shallowRef<ApiError | null>(null);
  const isLoading = ref(false);
  let current: AbortController | null = null;

  async function reload(): Promise<void> {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    isLoading.value = true;
    try {
      const answer = await fetcher(mine.signal);
      if (current === mine) {
        value.value = answer;
        error.value = null;
      }
    } catch (failure) {
      if (current === mine) {
        error.value = ApiError.from(failure);
      }
    } finally {
      if (current === mine) {
        isLoading.value = false;
      }
    }
  }

  onBeforeUnmount(() => {
    current?.abort();
    current = null;
  });

  return { value, error, isLoading, reload };
}
