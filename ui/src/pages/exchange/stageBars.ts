import type { ExchangeDetail, StageTiming } from '@/api/types';
import { stageName } from '@/format/words';

export interface StageBar {
  label: string;
  micros: number;
  verdict: string;
  /** Share of the width, 0 to 100. */
  width: number;
  tone: 'pass' | 'stop' | 'change' | 'upstream';
}

const stops = ['deny', 'denied', 'block', 'blocked', 'refuse', 'refused', 'error', 'failed'];
const changes = ['mask', 'masked', 'flag', 'flagged', 'redact', 'redacted', 'unmasked', 'changed'];
const afterForward = /response|scrub|unmask|definitions/i;

function tone(verdict: string): StageBar['tone'] {
  const word = verdict.toLowerCase();
  if (stops.includes(word)) {
    return 'stop';
  }
  return changes.includes(word) ? 'change' : 'pass';
}

/** Upper end of the axis: the next power of ten above the longest bar, at least a millisecond. */
export function axisDecades(longest: number): number {
  return Math.max(3, Math.ceil(Math.log10(Math.max(1, longest))));
}

/** The common case is said the same way whatever a stage calls it. */
function spoken(verdict: string): string {
  return ['continue', 'allow', 'pass'].includes(verdict.toLowerCase()) ? 'passed' : verdict;
}

/** Stages take microseconds and upstreams seconds: only a logarithmic axis shows both. */
export function stageBars(exchange: ExchangeDetail): { bars: StageBar[]; decades: number } {
  // Times end at the stage that refused; where the gateway names no verdicts, that is the last one.
  const refusedAt = exchange.denial && !exchange.upstream?.attempts ? exchange.stages.length - 1 : -1;
  const verdictOf = (stage: StageTiming, place: number): string => {
    if (stage.verdict || place === refusedAt) {
      return spoken(stage.verdict ?? exchange.outcome);
    }
    return exchange.masked_count > 0 && /^mask/i.test(stage.name) ? 'masked' : '';
  };
  const rows = exchange.stages.map((stage, place) => ({
    label: stageName(stage.name), micros: stage.duration_us, verdict: verdictOf(stage, place), tone: tone(verdictOf(stage, place)), name: stage.name,
  }));
  const hasForward = rows.some((row) => /forward|upstream/i.test(row.name));
  if (!hasForward && exchange.upstream_ms) {
    const place = rows.findIndex((row) => afterForward.test(row.name));
    rows.splice(place < 0 ? rows.length : place, 0, {
      label: 'Upstream', micros: exchange.upstream_ms * 1000, verdict: exchange.upstream?.status ? String(exchange.upstream.status) : '', tone: 'pass', name: 'upstream',
    });
  }
  const decades = axisDecades(Math.max(...rows.map((row) => row.micros), 1));
  const bars = rows.map(({ label, micros, verdict, tone: colour, name }): StageBar => ({
    label, micros, verdict,
    width: Math.max(0.6, (Math.log10(Math.max(1, micros)) / decades) * 100),
    tone: /forward|upstream/i.test(name) && colour === 'pass' ? 'upstream' : colour,
  }));
  return { bars, decades };
}
