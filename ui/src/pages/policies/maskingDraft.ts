import type { MaskingSetting, Policy } from '@/api/types';

export const maskingModes = [
  { value: 'placeholder', label: 'Placeholder, restored in the answer' },
  { value: 'hash', label: 'Keyed hash, the same in every conversation' },
  { value: 'partial', label: 'A part stays readable' },
  { value: 'drop', label: 'Taken out' },
] as const;

/** Settings without what says nothing, so that a policy stays as short as it was written. */
export function plainSettings(settings: Record<string, MaskingSetting>): Record<string, MaskingSetting> {
  const plain: Record<string, MaskingSetting> = {};
  for (const [type, setting] of Object.entries(settings)) {
    const said = Object.entries(setting).filter(([, value]) => value !== null && value !== undefined && value !== '');
    if (said.length > 0) {
      plain[type] = Object.fromEntries(said) as MaskingSetting;
    }
  }
  return plain;
}

/** Every type that any of the policies masks. */
export function maskedTypes(packs: readonly Policy[]): string[] {
  return [...new Set(packs.flatMap((pack) => pack.masking))].sort();
}
