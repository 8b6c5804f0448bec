import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Filters live in the address, so that what is on screen can be sent to a colleague. */
export function useUrlState() {
  const route = useRoute();
  const router = useRouter();

  function read(name: string): string {
    const value = route.query[name];
    return typeof value === 'string' ? value : '';
  }

  function write(changes: Record<string, string | undefined>): void {
    const query = { ...route.query };
    for (const [name, value] of Object.entries(changes)) {
      if (value) {
        query[name] = value;
      } else {
        delete query[name];
      }
    }
    void router.replace({ query });
  }

  /** One query member as a model; any change but one of the page number leads back to the first page. */
  function field(name: string, fallback = ''): WritableComputedRef<string> {
    return computed({
      get: () => read(name) || fallback,
      set: (value) => write({ page: undefined, [name]: value === fallback ? undefined : value }),
    });
  }

  return { read, write, field };
}
