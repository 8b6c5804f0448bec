import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Exchange, LiveMessage, LiveStats } from '@/api/types';

type State = 'closed' | 'connecting' | 'open' | 'lost';
type ExchangeListener = (exchange: Exchange) => void;

const firstDelayMs = 500;
const longestDelayMs = 20_000;
/** The feed sends figures every second: silence this long means the connection is dead though nobody closed it. */
const silenceMs = 15_000;

/** One WebSocket for the whole app: pages subscribe, the store connects, backs off and says since when it is stale. */
export const useLive = defineStore('live', () => {
  const state = ref<State>('closed');
  const lostSince = ref<number | null>(null);
  /** Counts returns after an outage: pages that show pushed data load anew, since pushes were missed. */
  const returns = ref(0);
  const stats = shallowRef<LiveStats | null>(null);
  const running = ref<Record<string, boolean>>({});
  const listeners = new Set<ExchangeListener>();
  let socket: WebSocket | null = null;
  let retry: number | undefined;
  let watchdog: number | undefined;
  let attempts = 0;
  let wanted = false;

  // The first second of a page load is no outage: the banner waits for a connection that was lost or refused.
  const isStale = computed(() => state.value === 'lost' || (state.value === 'connecting' && lostSince.value !== null));

  function listen(): void {
    window.clearTimeout(watchdog);
    watchdog = window.setTimeout(() => socket?.close(), silenceMs);
  }

  function receive(message: LiveMessage): void {
    switch (message.type) {
      case 'exchange':
        listeners.forEach((listener) => listener(message.data));
        break;
      case 'stats':
        stats.value = message.data;
        break;
      case 'proxy_status':
        running.value = { ...running.value, [message.data.id]: message.data.running };
        break;
      case 'hello':
        break;
    }
  }

  function open(): void {
    window.clearTimeout(retry);
    state.value = 'connecting';
    const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
    const current = new WebSocket(`${scheme}//${window.location.host}/ws`);
    socket = current;
    current.onopen = () => {
      attempts = 0;
      state.value = 'open';
      if (lostSince.value !== null) {
        lostSince.value = null;
        returns.value += 1;
      }
      listen();
    };
    current.onmessage = (event: MessageEvent<string>) => {
      listen();
      receive(JSON.parse(event.data) as LiveMessage);
    };
    current.onclose = () => {
      if (socket === current) {
        lose();
      }
    };
  }

  function lose(): void {
    window.clearTimeout(watchdog);
    socket = null;
    if (!wanted) {
      state.value = 'closed';
      return;
    }
    state.value = 'lost';
    lostSince.value ??= Date.now();
    const delay = Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
    attempts += 1;
    // Spread reconnects, so that many open tabs do not return in the same instant after a restart.
    retry = window.setTimeout(open, delay * (0.75 + Math.random() / 2));
  }

  function connect(): void {
    if (!wanted) {
      wanted = true;
      attempts = 0;
      open();
    }
  }

  function disconnect(): void {
    wanted = false;
    window.clearTimeout(retry);
    window.clearTimeout(watchdog);
    socket?.close();
    socket = null;
    state.value = 'closed';
    lostSince.value = null;
    stats.value = null;
  }

  function reconnectNow(): void {
    attempts = 0;
    if (wanted && state.value === 'lost') {
      open();
    }
  }

  /** Returns the function that ends the subscription. */
  function onExchange(listener: ExchangeListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return { state, lostSince, returns, stats, running, isStale, connect, disconnect, reconnectNow, onExchange };
});
