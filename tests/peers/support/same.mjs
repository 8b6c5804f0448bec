// Compares what a client saw directly with what it saw through the gateway.
import assert from 'node:assert/strict';

// Made anew by the upstream for every answer.
const made = new Set(['id', 'call_id', 'item_id', 'itemId', 'tool_call_id', 'toolCallId', 'response_id', 'responseId', 'request_id', 'created', 'created_at', 'completed_at', 'timestamp', 'obfuscation']);

/** A copy in which ids and times, which no two answers share, are replaced by the kind of value they are. */
export function withoutMade(value) {
  if (Array.isArray(value)) {
    return value.map(withoutMade);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) =>
    [name, made.has(name) && member !== null && typeof member !== 'object' ? `<${typeof member}>` : withoutMade(member)]));
}

/** What a failed call looked like to the client: class, status and the parsed error. */
export async function failure(work) {
  try {
    await work();
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, type: error.type, error: error.error, headers: error.headers, message: error.message, cause: error.cause };
  }
  assert.fail('The call was expected to fail.');
}

/** Runs the same work directly and through the gateway and demands the same result, which it answers. */
export async function same(targets, work) {
  const direct = withoutMade(await work(targets.direct));
  const guarded = withoutMade(await work(targets.guarded));
  assert.deepEqual(guarded, direct);
  return direct;
}

/** All items of a stream. */
export async function all(stream) {
  const items = [];
  for await (const item of stream) {
    items.push(item);
  }
  return items;
}
