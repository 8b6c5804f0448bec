import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { policies } from '@/api/client';
import { ApiError } from '@/api/ApiError';
import type { PolicyDocument } from '@/api/types';

const restMs = 350;

function write(document: PolicyDocument): string {
  return JSON.stringify(document, null, 2);
}

function parse(text: string): PolicyDocument | string {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as PolicyDocument) : 'A policy is a JSON object.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A policy while it is edited: as text and as members, of which the text is the truth. The gateway checks it whenever typing rests. */
export function useDraft(saved: PolicyDocument) {
  const text = ref(write(saved));
  const faults = shallowRef<readonly string[]>([]);
  const isChecked = ref(true);
  const parsed = computed(() => parse(text.value));
  const document = computed(() => (typeof parsed.value === 'string' ? null : parsed.value));
  const isChanged = computed(() => text.value !== write(saved));
  let timer: number | undefined;
  let turn = 0;

  async function check(): Promise<void> {
    const mine = ++turn;
    if (typeof parsed.value === 'string') {
      faults.value = [parsed.value];
      isChecked.value = true;
      return;
    }
    let found: readonly string[] = [];
    try {
      await policies.validate(parsed.value);
    } catch (failure) {
      const error = ApiError.from(failure);
      found = Object.values(error.fields).flat();
      found = found.length > 0 ? found : [error.message];
    }
    // An answer to what stood here before says nothing about what stands here now.
    if (mine === turn) {
      faults.value = found;
      isChecked.value = true;
    }
  }

  watch(text, () => {
    isChecked.value = false;
    turn++;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void check(), restMs);
  });
  onBeforeUnmount(() => window.clearTimeout(timer));

  /** Changes members; those that become undefined are left out. */
  function change(members: Partial<PolicyDocument>): void {
    if (document.value) {
      text.value = write({ ...document.value, ...members } as PolicyDocument);
    }
  }

  return { text, document, faults, isChecked, isChanged, isSound: computed(() => isChecked.value && faults.value.length === 0 && document.value !== null), change };
}
