import type { Settings } from '@/api/types';
import { words } from '@/format/words';

export type SettingValue = string | number | boolean;

export interface SettingField {
  path: string;
  label: string;
  hint: string;
  value: SettingValue;
}

const texts: Record<string, { label: string; hint: string }> = {
  system_name: { label: 'Name of this gateway', hint: 'In the title of every page, so that several gateways can be told apart.' },
  retention_days: { label: 'Keep exchanges for days', hint: 'Older records are deleted; audit records stay.' },
  audit_retention_days: { label: 'Keep audit records for days', hint: 'The chain restarts from a signed checkpoint.' },
  session_hours: { label: 'Sign-in lasts hours', hint: 'After that, people sign in again.' },
};

/** Settings are a small open set: each scalar becomes one field, a nested object contributes dotted paths. */
export function toFields(settings: Settings, prefix = ''): SettingField[] {
  return Object.entries(settings).flatMap(([name, value]): SettingField[] => {
    const path = prefix + name;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return toFields(value as Settings, `${path}.`);
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return [{ path, value, label: texts[path]?.label ?? words(path), hint: texts[path]?.hint ?? '' }];
    }
    return [];
  });
}

/** Puts the edited values back where they came from and leaves what the page does not show untouched. */
export function withFields(settings: Settings, fields: readonly SettingField[]): Settings {
  const next = structuredClone(settings);
  for (const { path, value } of fields) {
    const names = path.split('.');
    const last = names.pop();
    const owner = names.reduce<Settings>((node, name) => node[name] as Settings, next);
    if (last !== undefined) {
      owner[last] = value;
    }
  }
  return next;
}
