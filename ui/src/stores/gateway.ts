import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';
import { settings } from '@/api/client';

const product = 'Sallyport';

/** The name that operators gave this gateway, in the title of every page: who runs several must see which one a tab shows. */
export const useGateway = defineStore('gateway', () => {
  const name = ref(product);
  const page = ref('');

  watchEffect(() => {
    document.title = page.value ? `${page.value} · ${name.value}` : name.value;
  });

  async function load(): Promise<void> {
    const given = (await settings.read().catch(() => ({}) as Record<string, unknown>))['system_name'];
    name.value = typeof given === 'string' && given ? given : product;
  }

  return { name, page, load };
});
