import { forgetSession, mayRenew, renew, rememberSession } from './renewal';
import type { ApiDocument } from '@/pages/docs/openApi';
import { ApiError } from './ApiError';
import type {
  AccessAnswer, AccessQuestion, Account, AccountChange, ApiKey, AuditDay, AuditHold, AuditRecord, AuditRetention, AuditVerification, CaseReport, CreatedApiKey, Exchange, ExchangeDetail, FalsePositive, KeyScope, KeyUsage, LibraryRule, ListQuery,
  OneTimePassword, OutsideDetector, OutsideInput, OutsideTest, Page, PasswordRules, Permission, Policy, PolicyAnalysis, PolicyChange, PolicyDetail, PolicyDocument,
  PolicyMetrics, PolicyVersion, Proxy, ProxyInput, ProxyStats, Role, RulePerformance, SecondFactor, SessionEntry, Settings, SignInAnswer, SystemState, TargetTest, Team, TeamMember,
  TeamGrant, TeamInput, TestResult, TotpEnrolment, TrafficStats, User, YaraFile,
  YaraReport, YaraRule,
} from './types';

const root = '/api/v1';

type Listener = (error: ApiError) => void;
let refused: Listener = () => {};

/** The session store listens here: a lost session or a due password change concerns the whole app, not one page. */
export function onRefused(listener: Listener): void {
  refused = listener;
}

function toSearch(query: ListQuery | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function readProblem(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as {
    title?: string; detail?: string; code?: string; errors?: Record<string, string[]>; request_id?: string;
  };
  return new ApiError(
    response.status,
    problem.code ?? `http_${response.status}`,
    problem.title ?? `The gateway answered ${response.status}`,
    problem.detail ?? '',
    problem.errors ?? {},
    problem.request_id ?? response.headers.get('X-Request-Id'),
  );
}

async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    // A form on a stranger's site can send the cookie but never a header of its own.
    headers['X-Sallyport-Csrf'] = '1';
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(root + path, {
      method, headers, credentials: 'same-origin', body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw ApiError.unreachable();
  }
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const began = Date.now();
  let response = await send(method, path, body, signal);
  // The access token ends after minutes; the refresh token, which scripts cannot see either, gets another.
  if (response.status === 401 && path !== '/auth/login' && mayRenew() && await renew(began)) {
    response = await send(method, path, body, signal);
  }
  if (!response.ok) {
    const error = await readProblem(response);
    refused(error);
    throw error;
  }
  if (response.status === 204) {
    return undefined as T;
  }
  const answer = (await response.json()) as { data: T };
  return answer.data;
}

const get = <T>(path: string, query?: ListQuery, signal?: AbortSignal) => call<T>('GET', path + toSearch(query), undefined, signal);
const post = <T>(path: string, body?: unknown) => call<T>('POST', path, body ?? {});
const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body);
const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, body);
const remove = (path: string) => call<void>('DELETE', path);
const id = encodeURIComponent;

export const auth = {
  signIn: async (username: string, password: string, code = '') => {
    const answer = await post<SignInAnswer>('/auth/login', { username, password, ...(code ? { code } : {}) });
    rememberSession(answer);
    return answer;
  },
  refresh: () => renew(Date.now()),
  signOut: async () => {
    await post<void>('/auth/logout');
    forgetSession();
  },
  me: () => get<User>('/auth/me'),
  changePassword: (current_password: string, new_password: string) => post<void>('/auth/password', { current_password, new_password }),
  passwordRules: () => get<PasswordRules>('/auth/password/rules'),
};

export const account = {
  sessions: () => get<SessionEntry[]>('/auth/sessions'),
  endSession: (session: string) => remove(`/auth/sessions/${id(session)}`),
  endOtherSessions: () => remove('/auth/sessions'),
  secondFactor: () => get<SecondFactor>('/auth/mfa'),
  beginTotp: (current_password: string) => post<TotpEnrolment>('/auth/mfa/totp', { current_password }),
  confirmTotp: (code: string) => post<{ recovery_codes: string[] }>('/auth/mfa/totp/confirm', { code }),
  removeTotp: (current_password: string, code: string) => post<void>('/auth/mfa/totp/remove', { current_password, code }),
  renewRecoveryCodes: (current_password: string, code: string) => post<{ recovery_codes: string[] }>('/auth/mfa/recovery-codes', { current_password, code }),
};

export const proxies = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Proxy>>('/proxies', query, signal),
  create: (input: ProxyInput) => post<Proxy>('/proxies', input),
  update: (proxy: string, input: ProxyInput) => put<Proxy>(`/proxies/${id(proxy)}`, input),
  remove: (proxy: string) => remove(`/proxies/${id(proxy)}`),
  run: (proxy: string, verb: 'start' | 'stop' | 'restart') => post<unknown>(`/proxies/${id(proxy)}/${verb}`),
  stats: (proxy: string, hours: number) => get<ProxyStats>(`/proxies/${id(proxy)}/stats`, { hours }),
  testTarget: (target: string) => post<TargetTest>('/proxies/test-target', { target }),
};

export const policies = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Policy>>('/policies', query, signal),
  read: (name: string) => get<PolicyDetail>(`/policies/${id(name)}`),
  create: (input: PolicyDocument) => post<Policy>('/policies', input),
  update: (name: string, input: PolicyDocument, base: number, comment: string) =>
    put<Policy>(`/policies/${id(name)}${toSearch({ base_version: base, comment })}`, input),
  remove: (name: string) => remove(`/policies/${id(name)}`),
  switchTo: (name: string, isOn: boolean) => post<Policy>(`/policies/${id(name)}/${isOn ? 'enable' : 'disable'}`),
  import: (file: unknown) => post<{ policy: Policy; notes: string[] }>('/policies/import', file),
  exportPath: (name: string) => `${root}/policies/${id(name)}/export`,
  validate: (input: unknown) => post<Policy>('/policies/validate', input),
  analyze: (document: PolicyDocument) => post<PolicyAnalysis>('/policies/patterns/analyze', { document }),
  test: (by: { policies: string[] } | { document: PolicyDocument }, text: string, direction: string) =>
    post<TestResult>('/policies/test', { ...by, text, direction, views: true }),
  runCases: (document: PolicyDocument) => post<CaseReport>('/policies/test/cases', { document }),
  versions: (name: string) => get<PolicyVersion[]>(`/policies/${id(name)}/versions`),
  diff: (name: string, from: number) => get<PolicyChange[]>(`/policies/${id(name)}/diff`, { from_version: from }),
  restore: (name: string, version: number) => post<Policy>(`/policies/${id(name)}/versions/${version}/restore`),
  metrics: (name: string, hours: number) => get<PolicyMetrics>(`/policies/${id(name)}/metrics`, { hours }),
  performance: (query: ListQuery, signal?: AbortSignal) => get<Page<RulePerformance>>('/policies/performance', query, signal),
  patterns: (query: ListQuery, signal?: AbortSignal) => get<Page<LibraryRule>>('/policies/patterns', query, signal),
  yara: (query: ListQuery, signal?: AbortSignal) => get<Page<YaraRule>>('/policies/yara', query, signal),
  tryYara: (text: string, sample: string) => post<YaraReport>('/policies/yara/test', { text, sample }),
  readYara: (name: string, file: string) => get<YaraFile>(`/policies/${id(name)}/yara/${id(file)}`),
  saveYara: (name: string, file: string, text: string) => put<YaraFile>(`/policies/${id(name)}/yara/${id(file)}`, { text }),
  removeYara: (name: string, file: string) => remove(`/policies/${id(name)}/yara/${id(file)}`),
};

export const outsideDetectors = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<OutsideDetector>>('/outside-detectors', query, signal),
  create: (input: OutsideInput) => post<OutsideDetector>('/outside-detectors', input),
  update: (name: string, input: OutsideInput) => put<OutsideDetector>(`/outside-detectors/${id(name)}`, input),
  remove: (name: string) => remove(`/outside-detectors/${id(name)}`),
  test: (name: string, text: string) => post<OutsideTest>(`/outside-detectors/${id(name)}/test`, { text }),
};

export const users = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Account>>('/users', query, signal),
  create: (input: AccountChange & { username: string }) => post<OneTimePassword>('/users', input),
  update: (user: string, input: AccountChange) => patch<Account>(`/users/${id(user)}`, input),
  resetPassword: (user: string) => post<OneTimePassword>(`/users/${id(user)}/reset-password`),
  unlock: (user: string) => post<Account>(`/users/${id(user)}/unlock`),
  removeSecondFactor: (user: string) => remove(`/users/${id(user)}/mfa`),
  sessions: (user: string) => get<SessionEntry[]>(`/users/${id(user)}/sessions`),
  endSession: (user: string, session: string) => remove(`/users/${id(user)}/sessions/${id(session)}`),
  endSessions: (user: string) => remove(`/users/${id(user)}/sessions`),
  remove: (user: string) => remove(`/users/${id(user)}`),
};

export const roles = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Role>>('/roles', query, signal),
  permissions: () => get<Permission[]>('/permissions'),
  create: (input: { name: string; description: string; permissions: string[] }) => post<Role>('/roles', input),
  update: (role: string, input: { description: string; permissions: string[] }) => put<Role>(`/roles/${id(role)}`, input),
  remove: (role: string) => remove(`/roles/${id(role)}`),
};

export const apiKeys = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<ApiKey>>('/api-keys', query, signal),
  create: (input: { name: string; description?: string; tags?: string[]; team_id?: string; expires_in_days?: number; scope?: KeyScope }) =>
    post<CreatedApiKey>('/api-keys', input),
  update: (key: string, input: { name: string; description: string; tags: string[]; scope: KeyScope }) => patch<ApiKey>(`/api-keys/${id(key)}`, input),
  rotate: (key: string, overlap_minutes: number) => post<CreatedApiKey>(`/api-keys/${id(key)}/rotate`, { overlap_minutes }),
  usage: (key: string, days: number) => get<KeyUsage>(`/api-keys/${id(key)}/usage`, { days }),
  revoke: (key: string, reason: string) => post<unknown>(`/api-keys/${id(key)}/revoke`, reason ? { reason } : {}),
  remove: (key: string) => remove(`/api-keys/${id(key)}`),
};

export const access = {
  explain: (question: AccessQuestion) => post<AccessAnswer>('/authz/explain', question),
};

export const teams = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Team>>('/teams', query, signal),
  create: (input: TeamInput) => post<Team>('/teams', input),
  update: (team: string, input: TeamInput) => put<Team>(`/teams/${id(team)}`, input),
  remove: (team: string) => remove(`/teams/${id(team)}`),
  members: (team: string) => get<TeamMember[]>(`/teams/${id(team)}/members`),
  setMember: (team: string, user: string, role: string) => put<TeamMember[]>(`/teams/${id(team)}/members/${id(user)}`, { role }),
  removeMember: (team: string, user: string) => remove(`/teams/${id(team)}/members/${id(user)}`),
  grant: (team: string, grants: TeamGrant[]) => put<unknown>(`/teams/${id(team)}/grants`, { proxies: grants }),
};

export const events = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<Exchange>>('/events', query, signal),
  read: (exchange: string) => get<ExchangeDetail>(`/events/${id(exchange)}`),
  marks: (exchange: string) => get<FalsePositive[]>(`/events/${id(exchange)}/false-positives`),
  mark: (exchange: string, rule: string, note: string) => post<FalsePositive>(`/events/${id(exchange)}/false-positives`, { rule, note }),
  unmark: (exchange: string, rule: string) => remove(`/events/${id(exchange)}/false-positives?rule=${id(rule)}`),
  stats: (minutes: number, signal?: AbortSignal) => get<TrafficStats>('/events/stats', { minutes }, signal),
};

export const audit = {
  list: (query: ListQuery, signal?: AbortSignal) => get<Page<AuditRecord>>('/audit', query, signal),
  verify: () => get<AuditVerification>('/audit/verify'),
  days: (query: ListQuery, signal?: AbortSignal) => get<Page<AuditDay>>('/audit/days', query, signal),
  retention: (signal?: AbortSignal) => get<AuditRetention>('/audit/retention', undefined, signal),
  hold: (reason: string, firstDay: string, lastDay: string) => post<AuditHold>('/audit/holds', { reason, first_day: firstDay, ...(lastDay ? { last_day: lastDay } : {}) }),
  lift: (hold: string) => remove(`/audit/holds/${id(hold)}`),
  keys: `${root}/audit/keys`,
  exportUrl: (query: ListQuery) => `${root}/audit/export${toSearch(query)}`,
};

export const settings = {
  read: () => get<Settings>('/settings'),
  save: (input: Settings) => put<Settings | undefined>('/settings', input),
};

/** The description of this API, which is not wrapped in an envelope. */
export async function readApiDocument(signal: AbortSignal): Promise<ApiDocument> {
  const response = await fetch(`${root}/openapi.json`, { credentials: 'same-origin', signal });
  if (!response.ok) {
    throw await readProblem(response);
  }
  return (await response.json()) as ApiDocument;
}

/** Liveness and readiness are public paths outside the management API and answer by status code. */
async function probe(path: string): Promise<boolean> {
  try {
    return (await fetch(path, { credentials: 'omit' })).ok;
  } catch {
    return false;
  }
}

export const system = {
  read: () => get<SystemState>('/system/info'),
  live: () => probe('/health'),
  ready: () => probe('/ready'),
};
