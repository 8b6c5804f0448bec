/** Whose words a text is, as the guards tell them apart. */
export const directions = [
  { value: 'input', label: 'Request' },
  { value: 'output', label: 'Answer' },
  { value: 'tool_definition', label: 'Tool definition' },
  { value: 'tool_result', label: 'Tool result' },
];
