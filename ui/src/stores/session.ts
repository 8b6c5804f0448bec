import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { auth, onRefused } from '@/api/client';
import { isIdle, noteUse } from '@/api/renewal';
import type { User } from '@/api/types';

const refreshAfterMs = 10 * 60 * 1000;
const lookEveryMs = 30 * 1000;

/** Who is signed in. The session itself lives in an HttpOnly cookie, out of reach of any script. */
export const useSession = defineStore('session', () => {
  const user = ref<User | null>(null);
  const checked = ref(false);
  let timer: number | undefined;
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    window.addEventListener(kind, () => { if (user.value) { noteUse(); } }, { passive: true, capture: true });
  }

  const isSignedIn = computed(() => user.value !== null);
  const mustEnrol = computed(() => user.value?.must_enrol_second_factor === true);
  const mustChangePassword = computed(() => user.value?.must_change_password === true);

  /** Whether the signed-in person holds a permission. The gateway decides; this only keeps what would be refused out of sight. */
  function may(permission: string): boolean {
    return user.value?.permissions?.includes(permission) === true;
  }

  onRefused((error) => {
    if (error.status === 401 && !['invalid_credentials', 'mfa_code_required', 'invalid_mfa_code'].includes(error.code)) {
      leave();
    }
    if (error.code === 'password_change_required' && user.value) {
      user.value = { ...user.value, must_change_password: true };
    }
    if (error.code === 'mfa_enrolment_required' && user.value) {
      user.value = { ...user.value, must_enrol_second_factor: true };
    }
  });

  function leave(): void {
    window.clearInterval(timer);
    user.value = null;
  }

  function enter(next: User): void {
    user.value = next;
    noteUse();
    window.clearInterval(timer);
    let swapAt = Date.now() + refreshAfterMs;
    timer = window.setInterval(() => {
      // A page left open keeps fetching; without this its session would never go unused, whoever comes to the screen.
      if (isIdle()) {
        void signOut().catch(() => undefined);
      } else if (Date.now() >= swapAt) {
        // One that fails is tried again in a while, or by the first call that finds its token ended.
        swapAt = Date.now() + refreshAfterMs;
        void auth.refresh();
      }
    }, lookEveryMs);
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

  async function signIn(username: string, password: string, code = ''): Promise<void> {
    const answer = await auth.signIn(username, password, code);
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

  /** Reads again who this is, after a duty was settled. */
  async function reload(): Promise<void> {
    enter(await auth.me());
  }

  async function changePassword(current: string, next: string): Promise<void> {
    await auth.changePassword(current, next);
    enter(await auth.me());
  }

  return { user, isSignedIn, may, mustChangePassword, mustEnrol, check, reload, signIn, signOut, changePassword };
});
