const endsKey = 'sallyport.session_ends';
const swappedKey = 'sallyport.session_swapped';

/** When the session ends, which is no secret; its tokens are in cookies that no script can read. */
export function rememberSession(expiresAt: string): void {
  localStorage.setItem(endsKey, String(Date.parse(expiresAt)));
  localStorage.setItem(swappedKey, String(Date.now()));
}

export function forgetSession(): void {
  localStorage.removeItem(endsKey);
}

/** Whether there is a session that could be renewed: asking for a stranger would only be refused. */
export function mayRenew(): boolean {
  return Number(localStorage.getItem(endsKey)) > Date.now();
}

/** Swaps the session's tokens. A refresh token works once, so the tabs of a browser take turns, and who comes later finds it done. */
export function renew(since: number): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request('sallyport.refresh', () => swap(since)) : swap(since);
}

async function swap(since: number): Promise<boolean> {
  if (Number(localStorage.getItem(swappedKey)) > since) {
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
    const { data } = (await response.json()) as { data: { expires_at: string } };
    rememberSession(data.expires_at);
    return true;
  } catch {
    return false;
  }
}
