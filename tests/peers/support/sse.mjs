/** One server-sent event, with a name where the format has one. */
export function event(data, name) {
  return `${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
}
