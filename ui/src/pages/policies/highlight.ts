import type { TestFinding } from '@/api/types';

export interface TextPiece {
  text: string;
  findings: TestFinding[];
}

/** Cuts the text at the borders of the findings; findings may overlap, so a piece can belong to several. */
export function pieces(text: string, findings: readonly TestFinding[]): TextPiece[] {
  const borders = new Set([0, text.length]);
  for (const finding of findings) {
    borders.add(Math.min(Math.max(0, finding.start), text.length));
    borders.add(Math.min(Math.max(0, finding.end), text.length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    findings: findings.filter((finding) => finding.start <= start && finding.end > start),
  }));
}
