/** How a rule does, in the list of all rules and on a policy's page. */
export const performanceColumns = [
  { key: 'name', label: 'Rule', sort: 'rule' },
  { key: 'hits', label: 'Findings', isNumber: true, sort: 'hits' },
  { key: 'exchanges', label: 'Exchanges', isNumber: true },
  { key: 'blocked', label: 'Blocked', isNumber: true, sort: 'blocked' },
  { key: 'false_positives', label: 'Said to be false', isNumber: true, sort: 'false_positives' },
  { key: 'cost_us', label: 'Time a try', isNumber: true },
  { key: 'last_hit', label: 'Last', sort: 'last_hit' },
];

/** Spans of whole hours, the grain in which findings are summed. */
export const spans = [
  { value: '24', label: '24 h' },
  { value: '168', label: '7 d' },
  { value: '720', label: '30 d' },
];

/** The first hour that a span sums up: the hour under way is the last one. */
export function firstHour(hours: number, now: number = Date.now()): string {
  const hour = 3_600_000;
  return new Date(Math.floor(now / hour) * hour - (hours - 1) * hour).toISOString();
}
