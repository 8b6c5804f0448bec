import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router';
import './styles/base.css';

const reloadedAtKey = 'sallyport.reloaded-at';

// After an upgrade, an open tab asks for files that are gone: the new page knows the new names. Once, not in a loop.
window.addEventListener('vite:preloadError', () => {
  if (Date.now() - Number(sessionStorage.getItem(reloadedAtKey)) > 10_000) {
    sessionStorage.setItem(reloadedAtKey, String(Date.now()));
    window.location.reload();
  }
});

createApp(App).use(createPinia()).use(router).mount('#app');
