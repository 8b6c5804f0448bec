import type { ApiDocument, Operation } from './openApi';
import { example } from './schemaLines';

/** A quote inside the body would end the shell's: it is written as the shell wants it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The call as a command; the token comes from the environment, so that it is not in the shell's history. */
export function curl(document: ApiDocument, operation: Operation, origin: string): string {
  const lines = [`curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${quote(origin + operation.path)}`];
  if (operation.needsSignIn) {
    lines.push('-H "Authorization: Bearer $SALLYPORT_TOKEN"');
  }
  if (operation.body) {
    lines.push("-H 'Content-Type: application/json'", `-d ${quote(example(document, operation.body))}`);
  }
  return lines.join(' \\\n  ');
}
