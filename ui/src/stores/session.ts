import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { auth, onRefused } from '@/api/client';
import type { User } from '@/api/types';

const refreshAfterMs = 15 * 60 * 1000;

/** Who is signed in. The session itself lives in an HttpOnly cookie, out of reach of any script. */
export const useSession = defineStore('session', () => {
  const user = ref<User | null>(null);
  const checked = ref(false);
  let timer: number | undefined;

  const isSignedIn = computed(() => user.value !== null);
  const mustChangePassword = computed(() => user.value?.must_change_password === true);

  onRefused((error) => {
    if (error.status === 401 && error.code !== 'invalid_credentials') {
      leave();
    }
    if (error.code === 'password_change_required' && user.value) {
      user.value = { ...user.value, must_change_password: true };
    }
  });

  function leave(): void {
    window.clearInterval(timer);
    user.value = null;
  }

  function enter(next: User): void {
    user.value = next;
    window.clearInterval(timer);
    timer = window.setInterval(() => {
      // A failed refresh either ends the session (401, handled above) or is tried again at the next tick.
      auth.refresh().catch(() => {});
    }, refreshAfterMs);
  }

  /** Asks once at start whether the cookie still stands for a session. */
  async function check(): Promise<void> {
    if (checked.value) {
      return;
    }
    try {
      enter(await auth.me());
    } catch {
      leave();
    }
    checked.value = true;
  }

  async function signIn(username: string, password: string): Promise<void> {
    const answer = await auth.signIn(username, password);
    checked.value = true;
    enter(answer.user);
  }

  async function signOut(): Promise<void> {
    try {
      await auth.signOut();
    } finally {
      leave();
    }
  }

  async function changePassword(current: string, next: string): Promise<void> {
    await auth.changePassword(current, next);
    enter(await auth.me());
  }

  return { user, isSignedIn, mustChangePassword, check, signIn, signOut, changePassword };
});
