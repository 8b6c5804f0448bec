import { onBeforeUnmount, ref, type Ref } from 'vue';

/** The time, again and again: relative times stay true while a page is open. */
export function useNow(everyMs: number): Ref<number> {
  const now = ref(Date.now());
  const timer = window.setInterval(() => { now.value = Date.now(); }, everyMs);
  onBeforeUnmount(() => window.clearInterval(timer));
  return now;
}
