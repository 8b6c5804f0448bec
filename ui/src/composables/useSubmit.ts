import { ref, shallowRef } from 'vue';
import { ApiError } from '@/api/ApiError';

/** Sends a form once at a time; the server's reasons appear on top of the form and at their fields. */
export function useSubmit() {
  const isBusy = ref(false);
  const error = shallowRef<ApiError | null>(null);

  function reason(field: string): string | undefined {
    return error.value?.fields[field]?.join(' ');
  }

  /** Undefined when refused. */
  async function submit<T>(action: () => Promise<T>): Promise<{ answer: T } | undefined> {
    if (isBusy.value) {
      return undefined;
    }
    isBusy.value = true;
    error.value = null;
    try {
      return { answer: await action() };
    } catch (failure) {
      error.value = ApiError.from(failure);
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, error, reason, submit };
}
