function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The canvas cannot read CSS variables: they are resolved when the chart is drawn and again when the theme changes. */
export function chartColours() {
  return {
    text: colour('--sp-text'),
    muted: colour('--sp-muted'),
    line: colour('--sp-line'),
    panel: colour('--sp-raised'),
    allowed: colour('--sp-accent'),
    blocked: colour('--sp-red'),
    denied: colour('--sp-muted'),
    errors: colour('--sp-orange'),
  };
}
