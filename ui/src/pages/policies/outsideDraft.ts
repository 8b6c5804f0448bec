import type { AuthType, OutsideDetector, OutsideInput } from '@/api/types';

const kinds: Record<string, string> = { llm_judge: 'Language model', webhook: 'Webhook' };

export interface OutsideDraft {
  name: string;
  kind: string;
  target: string;
  model: string;
  instructions: string;
  categories: string[];
  timeout: number | undefined;
  characters: number | undefined;
  concurrent: number | undefined;
  description: string;
  authType: AuthType;
  authName: string;
  secret: string;
}

export function kindName(kind: string): string {
  return kinds[kind] ?? kind;
}

export function draftOf(detector: OutsideDetector | null): OutsideDraft {
  return {
    name: detector?.name ?? '',
    kind: detector?.kind ?? 'llm_judge',
    target: detector?.target ?? '',
    model: detector?.model ?? '',
    instructions: detector?.instructions ?? '',
    categories: detector?.categories ?? ['prompt_injection', 'jailbreak', 'indirect_injection', 'exfiltration', 'system_prompt_leak', 'toxicity'],
    timeout: detector?.timeout_ms ?? 5000,
    characters: detector?.max_characters ?? 20000,
    concurrent: detector?.max_concurrent ?? 16,
    description: detector?.description ?? '',
    authType: detector?.auth.type ?? 'none',
    authName: detector?.auth.name ?? '',
    secret: '',
  };
}

export function inputOf(draft: OutsideDraft): OutsideInput {
  const isJudge = draft.kind === 'llm_judge';
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    target: draft.target.trim(),
    ...(isJudge ? { model: draft.model.trim(), instructions: draft.instructions.trim() } : {}),
    categories: draft.categories,
    ...(draft.timeout === undefined ? {} : { timeout_ms: draft.timeout }),
    ...(draft.characters === undefined ? {} : { max_characters: draft.characters }),
    ...(draft.concurrent === undefined ? {} : { max_concurrent: draft.concurrent }),
    description: draft.description.trim(),
    auth: {
      type: draft.authType,
      ...(draft.authType === 'header' ? { name: draft.authName.trim() } : {}),
      ...(draft.authType !== 'none' && draft.secret ? { secret: draft.secret } : {}),
    },
  };
}
