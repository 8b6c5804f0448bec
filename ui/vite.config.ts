import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../src/Sallyport.Host/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would need `data:` in font-src and style-src; the policy allows it for images only.
    assetsInlineLimit: 0,
    // The preload polyfill is an inline script, which the content-security policy forbids.
    modulePreload: { polyfill: false },
    // Charts are the one large chunk; only the dashboard loads it.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // Few larger files compress better and open faster than dozens of tiny ones.
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|pinia)[\\/]/, priority: 3 },
            // The two filters bring form controls of Element Plus along, which the first view does without.
            { name: 'shared', test: /^(?!.*node_modules).*[\\/]src[\\/](api|components|composables|format|stores)[\\/](?!SearchBox|FilterSelect)/, minShareCount: 3, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/health': 'http://127.0.0.1:8080',
      '/ready': 'http://127.0.0.1:8080',
      '/ws': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
});
