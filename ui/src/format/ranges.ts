/** Time ranges in minutes, shared by all charts and lists. */
export const ranges = [
  { value: '15', label: '15 min' },
  { value: '60', label: '1 h' },
  { value: '360', label: '6 h' },
  { value: '1440', label: '24 h' },
  { value: '10080', label: '7 d' },
];

export const defaultRange = '60';

export function rangeLabel(minutes: string): string {
  return ranges.find((range) => range.value === minutes)?.label ?? `${minutes} min`;
}

export function fromRange(minutes: string): string | undefined {
  const value = Number(minutes);
  return value > 0 ? new Date(Date.now() - value * 60_000).toISOString() : undefined;
}
