const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const dash = '–';

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? dash : whole.format(value);
}

export function compact(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return dash;
  }
  return Math.abs(value) < 10_000 ? whole.format(value) : short.format(value);
}

export function share(part: number, all: number): string {
  return all > 0 ? percent.format(part / all) : dash;
}

/** Model calls cost fractions of a cent: small sums keep the digits that matter. */
export function usd(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return dash;
  }
  if (value > 0 && value < 0.00001) {
    return '<$0.00001';
  }
  const digits = value === 0 || value >= 1 ? 2 : value >= 0.01 ? 3 : 5;
  return `$${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** What tokens cost; where they were used and no price of their model is known, no sum is made up. */
export function cost(value: number | null | undefined, tokens: number): string {
  return tokens > 0 && (value === null || value === undefined) ? 'no price' : usd(value);
}

export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return dash;
  }
  if (value < 1024) {
    return `${whole.format(value)} B`;
  }
  return value < 1024 * 1024 ? `${(value / 1024).toFixed(1)} KB` : `${(value / 1024 / 1024).toFixed(1)} MB`;
}
