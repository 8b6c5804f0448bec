import type { KeyScope } from '@/api/types';

/** A scope as its form holds it: lists as texts with commas, one span of hours. */
export interface ScopeDraft {
  proxies: string[];
  models: string;
  networks: string;
  days: string[];
  from: string;
  to: string;
  zone: string;
  perMinute: number | undefined;
  perHour: number | undefined;
  perDay: number | undefined;
  tokensPerDay: number | undefined;
}

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export function toDraft(scope: KeyScope | null | undefined): ScopeDraft {
  const hours = scope?.hours[0];
  return {
    proxies: [...(scope?.proxies ?? [])],
    models: (scope?.models ?? []).join(', '),
    networks: (scope?.networks ?? []).join(', '),
    days: [...(hours?.days ?? [])],
    from: hours?.from ?? '',
    to: hours?.to ?? '',
    zone: hours?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    perMinute: scope?.requests_per_minute ?? undefined,
    perHour: scope?.requests_per_hour ?? undefined,
    perDay: scope?.requests_per_day ?? undefined,
    tokensPerDay: scope?.model_tokens_per_day ?? undefined,
  };
}

export function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part.length > 0);
}

/** Further spans of hours, which only the API makes, stay as they are. */
export function toScope(draft: ScopeDraft, before?: KeyScope | null): KeyScope {
  const isTimed = draft.days.length > 0 || draft.from !== '' || draft.to !== '';
  const first = { days: draft.days, from: draft.from || '00:00', to: draft.to || '00:00', zone: draft.zone || 'UTC' };
  return {
    proxies: draft.proxies,
    models: splitList(draft.models),
    networks: splitList(draft.networks),
    hours: [...(isTimed ? [first] : []), ...(before?.hours ?? []).slice(1)],
    requests_per_minute: draft.perMinute ?? null,
    requests_per_hour: draft.perHour ?? null,
    requests_per_day: draft.perDay ?? null,
    model_tokens_per_day: draft.tokensPerDay ?? null,
  };
}
