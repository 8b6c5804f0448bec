import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const grave = ['serious', 'critical'];

/** Fails with what axe calls serious or critical, and where it is. */
export async function assertAccessible(page, name) {
  // By the debugger's way: the page's own security policy allows no foreign script.
  await page.evaluate(await source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.filter(({ impact }) => grave.includes(impact))
    .map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.slice(0, 4).map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.split('\n')[1]?.trim()})`).join(', ')}`);
  assert.deepEqual(found, [], `${name} has faults of accessibility`);
}
