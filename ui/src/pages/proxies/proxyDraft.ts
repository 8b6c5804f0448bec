import type { AuthType, PolicyAssignment, Proxy, ProxyInput } from '@/api/types';

export interface ProxyDraft {
  name: string;
  provider: string;
  target: string;
  policies: string[];
  assignments: PolicyAssignment[];
  enabled: boolean;
  auto_start: boolean;
  port: number | undefined;
  description: string;
  authType: AuthType;
  authName: string;
  secret: string;
}

interface Preset {
  label: string;
  provider: string;
  target: string;
  authType: AuthType;
  authName: string;
}

export const providers = ['openai', 'anthropic', 'openai_compatible'] as const;

/** What each provider's own documentation gives as origin and credential header. */
export const presets: Preset[] = [
  { label: 'OpenAI', provider: 'openai', target: 'https://api.openai.com', authType: 'bearer', authName: '' },
  { label: 'Anthropic', provider: 'anthropic', target: 'https://api.anthropic.com', authType: 'header', authName: 'x-api-key' },
  { label: 'OpenAI compatible', provider: 'openai_compatible', target: '', authType: 'bearer', authName: '' },
  { label: 'Local server', provider: 'openai_compatible', target: 'http://127.0.0.1:11434', authType: 'none', authName: '' },
];

export function emptyDraft(): ProxyDraft {
  return {
    name: '', provider: 'openai', target: 'https://api.openai.com', policies: [], assignments: [], enabled: true, auto_start: true, port: undefined,
    description: '', authType: 'bearer', authName: '', secret: '',
  };
}

export function toDraft(proxy: Proxy): ProxyDraft {
  return {
    name: proxy.name, provider: proxy.provider, target: proxy.target, policies: [...proxy.policies], assignments: [...proxy.policy_assignments], enabled: proxy.enabled,
    auto_start: proxy.auto_start, port: proxy.port ?? undefined, description: proxy.description ?? '',
    authType: proxy.auth?.type ?? 'none', authName: proxy.auth?.name ?? '', secret: '',
  };
}

/** An empty secret is left out: the gateway keeps the one it has. */
export function toInput(draft: ProxyDraft): ProxyInput {
  const auth: ProxyInput['auth'] = { type: draft.authType };
  if (draft.authType === 'header') {
    auth.name = draft.authName.trim();
  }
  if (draft.authType !== 'none' && draft.secret) {
    auth.secret = draft.secret;
  }
  return {
    name: draft.name.trim(), kind: 'llm', provider: draft.provider, target: draft.target.trim(), policies: draft.policies,
    policy_assignments: draft.assignments.filter((item) => draft.policies.includes(item.policy) && !isPlain(item)),
    enabled: draft.enabled, auto_start: draft.auto_start, port: draft.port ?? null, description: draft.description.trim(), auth,
  };
}

/** Enforced for everybody in every direction needs no saying. */
function isPlain({ mode, rollout_percent, directions }: PolicyAssignment): boolean {
  return mode === 'enforce' && rollout_percent === 100 && directions.length === 0;
}

function targetProblem(target: string): string | undefined {
  try {
    const url = new URL(target);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return 'Must begin with https:// or http://.';
    }
    return url.username || url.password ? 'Put the credential in its own field below, not in the address.' : undefined;
  } catch {
    return 'Must be a full address such as https://api.openai.com.';
  }
}

/** What can be said before the server is asked; the server has the last word. */
export function problems(draft: ProxyDraft, hasSecret: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(draft.name.trim())) {
    found['name'] = 'Lower-case letters, digits, “-”, “_” and “.”; it becomes part of the address.';
  }
  const target = targetProblem(draft.target.trim());
  if (target) {
    found['target'] = target;
  }
  if (draft.authType === 'header' && !/^[A-Za-z0-9-]+$/.test(draft.authName.trim())) {
    found['auth.name'] = 'Name the header that carries the credential, such as x-api-key.';
  }
  if (draft.authType !== 'none' && !draft.secret && !hasSecret) {
    found['auth.secret'] = 'Enter what the upstream is shown, or choose the type “None”.';
  }
  return found;
}
