const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

const units: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60]];
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export function absolute(text: string | null | undefined): string {
  return text ? full.format(new Date(text)) : '–';
}

/** Clock time today, with the day before it otherwise. */
export function brief(text: string): string {
  const time = new Date(text);
  const today = new Date().toDateString() === time.toDateString();
  return today ? clock.format(time) : `${day.format(time)} ${clock.format(time)}`;
}

export function relative(text: string, now: number = Date.now()): string {
  const seconds = (new Date(text).getTime() - now) / 1000;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) {
      return relativeFormat.format(Math.round(seconds / size), unit);
    }
  }
  return Math.abs(seconds) < 5 ? 'just now' : relativeFormat.format(Math.round(seconds), 'second');
}

export function micros(value: number): string {
  if (value > 0 && value < 0.05) {
    return '<0.1 µs';
  }
  if (value < 1_000) {
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} µs`;
  }
  return millis(value / 1_000);
}

export function millis(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return '–';
  }
  if (value < 1_000) {
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  }
  return `${(value / 1_000).toFixed(value < 10_000 ? 2 : 1)} s`;
}

export function span(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
}
