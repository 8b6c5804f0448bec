import type { Exchange } from '@/api/types';

export function callerName(caller: Exchange['caller']): string {
  return caller?.name || caller?.id || (caller?.type ? `(${caller.type})` : 'unknown');
}
