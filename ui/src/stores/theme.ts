import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';

export type Theme = 'dark' | 'light';
const storageKey = 'sallyport.theme';

export const useTheme = defineStore('theme', () => {
  const system = window.matchMedia('(prefers-color-scheme: light)');
  const chosen = localStorage.getItem(storageKey) as Theme | null;
  const theme = ref<Theme>(chosen ?? (system.matches ? 'light' : 'dark'));

  system.addEventListener('change', (event) => {
    if (localStorage.getItem(storageKey) === null) {
      theme.value = event.matches ? 'light' : 'dark';
    }
  });

  // Synchronous: charts read the colours right after the theme changes.
  watchEffect(() => {
    document.documentElement.classList.toggle('dark', theme.value === 'dark');
    document.documentElement.dataset['theme'] = theme.value;
  }, { flush: 'sync' });

  function toggle(): void {
    theme.value = theme.value === 'dark' ? 'light' : 'dark';
    localStorage.setItem(storageKey, theme.value);
  }

  return { theme, toggle };
});
