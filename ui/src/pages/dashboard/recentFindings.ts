import { onBeforeUnmount, shallowRef } from 'vue';
import { ApiError } from '@/api/ApiError';
import { events } from '@/api/client';
import type { Exchange, Finding } from '@/api/types';
import { useLive } from '@/stores/live';

export interface RecentFinding {
  exchange: Exchange;
  finding: Finding | null;
}

const shown = 8;
const order = ['critical', 'high', 'medium', 'low'];

function rank(finding: Finding): number {
  const place = order.indexOf(finding.severity.toLowerCase());
  return place < 0 ? order.length : place;
}

/** The list of exchanges counts findings but does not name them; the worst one of each is read with the exchange. */
async function withWorst(exchange: Exchange): Promise<RecentFinding> {
  try {
    const { findings } = await events.read(exchange.id);
    return { exchange, finding: [...findings].sort((a, b) => rank(a) - rank(b) || b.score - a.score)[0] ?? null };
  } catch {
    return { exchange, finding: null };
  }
}

export function useRecentFindings() {
  const rows = shallowRef<RecentFinding[]>([]);
  const isLoaded = shallowRef(false);
  const error = shallowRef<ApiError | null>(null);

  async function reload(): Promise<void> {
    try {
      const pages = await Promise.all(['blocked', 'flagged', 'masked'].map((outcome) => events.list({ outcome, limit: shown })));
      const newest = pages.flatMap((page) => page.items)
        .filter((exchange) => exchange.finding_count > 0)
        .sort((a, b) => b.time.localeCompare(a.time))
        .slice(0, shown);
      rows.value = await Promise.all(newest.map(withWorst));
      error.value = null;
    } catch (failure) {
      error.value = ApiError.from(failure);
    }
    isLoaded.value = true;
  }

  const stop = useLive().onExchange((exchange) => {
    if (exchange.finding_count > 0) {
      void withWorst(exchange).then((row) => { rows.value = [row, ...rows.value].slice(0, shown); });
    }
  });
  onBeforeUnmount(stop);

  return { rows, isLoaded, error, reload };
}
