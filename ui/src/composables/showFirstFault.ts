import { nextTick } from 'vue';

/** Forms are longer than their drawer, and the button stands below them: brings the first fault into view. */
export async function showFirstFault(form: HTMLElement | null): Promise<void> {
  await nextTick();
  form?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' });
}
