const endsKey = 'sallyport.session_ends';
const swappedKey = 'sallyport.session_swapped';
const idleKey = 'sallyport.session_idle_ms';
const usedKey = 'sallyport.session_used';
const noteEveryMs = 10_000;

export interface SessionTimes {
  expires_at: string;
  idle_timeout_seconds: number;
}

/** When the session ends, which is no secret; its tokens are in cookies that no script can read. */
export function rememberSession(times: SessionTimes): void {
  localStorage.setItem(endsKey, String(Date.parse(times.expires_at)));
  localStorage.setItem(idleKey, String(times.idle_timeout_seconds * 1000));
  localStorage.setItem(swappedKey, String(Date.now()));
}

export function forgetSession(): void {
  localStorage.removeItem(endsKey);
}

/** Whether there is a session that could be renewed: asking for a stranger would only be refused. */
export function mayRenew(): boolean {
  return read(endsKey) > Date.now() && !isIdle();
}

/** A person did something, in this tab or another one of this browser. */
export function noteUse(): void {
  if (Date.now() - read(usedKey) > noteEveryMs) {
    localStorage.setItem(usedKey, String(Date.now()));
  }
}

/** Whether nobody has touched the pages for as long as a session may go unused. What pages fetch by themselves is no use. */
export function isIdle(): boolean {
  return Date.now() - read(usedKey) >= read(idleKey);
}

function read(key: string): number {
  return Number(localStorage.getItem(key));
}

/** Swaps the session's tokens. A refresh token works once, so the tabs of a browser take turns, and who comes later finds it done. */
export function renew(since: number): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request('sallyport.refresh', () => swap(since)) : swap(since);
}

async function swap(since: number): Promise<boolean> {
  if (read(swappedKey) > since) {
    return true;
  }
  try {
    const response = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { 'X-Sallyport-Csrf': '1' }, credentials: 'same-origin' });
    if (!response.ok) {
      if (response.status === 401) {
        forgetSession();
      }
      return false;
    }
    const { data } = (await response.json()) as { data: SessionTimes };
    rememberSession(data);
    return true;
  } catch {
    return false;
  }
}
