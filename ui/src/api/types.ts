export * from './policyTypes';

export interface Page<T> {
  items: T[];
  page: number;
  limit: number;
  total: number;
}

export interface User {
  id: string;
  username: string;
  role: string;
  /** Absent where an administrator sees somebody else. */
  permissions?: string[];
  must_change_password: boolean;
  second_factor: boolean;
  must_enrol_second_factor?: boolean;
}

export interface SignInAnswer {
  expires_at: string;
  idle_timeout_seconds: number;
  user: User;
}

export interface Account extends User {
  email: string;
  active: boolean;
  created_at: string;
  password_changed_at: string;
  locked_until: string | null;
}

export interface Role {
  name: string;
  description: string;
  built_in: boolean;
  permissions: string[];
  reach: 'read' | 'operate' | 'administer';
  user_count: number;
  assignable: boolean;
  created_at: string | null;
}

export interface Permission {
  name: string;
  reach: string;
  description: string;
}

export interface SessionEntry {
  id: string;
  current: boolean;
  method: string;
  address: string;
  user_agent: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
}

export interface PasswordRules {
  min_length: number;
  max_length: number;
  required_kinds: number;
  history: number;
  max_age_days: number;
}

export interface SecondFactor {
  enabled: boolean;
  required: boolean;
  enabled_at: string | null;
  recovery_codes_left: number;
}

export interface TotpEnrolment {
  secret: string;
  uri: string;
}

export interface OneTimePassword {
  user: Account;
  password: string;
}

export interface AccountChange {
  email?: string;
  role?: string;
  active?: boolean;
}

export type AuthType = 'none' | 'bearer' | 'header';
export type Provider = 'openai' | 'anthropic' | 'openai_compatible';

export interface Proxy {
  id: string;
  name: string;
  kind: string;
  provider: string;
  target: string;
  policies: string[];
  policy_assignments: PolicyAssignment[];
  enabled: boolean;
  auto_start: boolean;
  port?: number | null;
  /** Why that port is closed although the proxy runs. */
  port_fault?: string | null;
  description?: string | null;
  auth?: { type: AuthType; name?: string | null; secret_last4?: string | null; has_secret?: boolean } | null;
  running: boolean;
  base_path: string;
  created_at: string;
  updated_at: string;
}

export interface PolicyAssignment {
  policy: string;
  mode: string;
  rollout_percent: number;
  rollout_by: string;
  directions: string[];
}

export interface ProxyInput {
  name: string;
  kind: 'llm';
  provider: string;
  target: string;
  policies: string[];
  policy_assignments: PolicyAssignment[];
  enabled: boolean;
  auto_start: boolean;
  port?: number | null;
  description?: string;
  auth: { type: AuthType; name?: string; secret?: string };
}

export interface ProxyStats {
  total: number;
  success: number;
  failed: number;
  blocked: number;
  masked: number;
  average_ms: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
}

export interface TargetTest {
  ok: boolean;
  detail: string;
}

export interface OpenHours {
  days: string[];
  from: string;
  to: string;
  zone: string;
}

export interface KeyScope {
  proxies: string[];
  models: string[];
  networks: string[];
  hours: OpenHours[];
  requests_per_minute?: number | null;
  requests_per_hour?: number | null;
  requests_per_day?: number | null;
  model_tokens_per_day?: number | null;
}

export interface KeyUsage {
  last_used_at?: string | null;
  last_used_from: string;
  requests: number;
  input_tokens: number;
  output_tokens: number;
  refusals: { code: string; count: number }[];
}

export interface ApiKey {
  id: string;
  name: string;
  description: string;
  tags: string[];
  scope?: KeyScope | null;
  prefix: string;
  team_id?: string | null;
  team_name?: string | null;
  owner?: string | null;
  created_at: string;
  expires_at?: string | null;
  last_used_at?: string | null;
  revoked_at?: string | null;
  status: string;
}

export interface CreatedApiKey extends Partial<ApiKey> {
  id: string;
  key: string;
}

export interface TeamGrant {
  proxy_id: string;
  proxy_name?: string;
  rate_limit_per_minute?: number | null;
  allowed_models?: string[];
  denied_models?: string[];
}

export interface TeamMember {
  user_id: string;
  user_name: string;
  role: 'member' | 'team_admin';
  added_at: string;
}

export interface AccessQuestion {
  key_id?: string;
  user_id?: string;
  team_id?: string;
  proxy: string;
  model?: string;
}

export interface AccessReason {
  code: string;
  passed: boolean;
  decided_by_type: string;
  decided_by_id: string;
  decided_by_name: string;
  detail: string;
}

export interface AccessAnswer {
  allowed: boolean;
  subject: string;
  team_name: string | null;
  proxy_name: string;
  model: string | null;
  reasons: AccessReason[];
}

export interface Team {
  id: string;
  name: string;
  description?: string | null;
  active: boolean;
  key_count: number;
  proxies: TeamGrant[];
}

export interface TeamInput {
  name: string;
  description: string;
  active: boolean;
}

export type Outcome = 'allowed' | 'masked' | 'flagged' | 'blocked' | 'denied' | 'failed' | 'aborted';

export interface Exchange {
  id: string;
  time: string;
  proxy: string;
  kind: string;
  operation?: string | null;
  model?: string | null;
  method: string;
  path: string;
  caller?: { type: string; id?: string | null; name?: string | null; team?: string | null } | null;
  status: number;
  outcome: string;
  would_be?: string | null;
  denial_code?: string | null;
  duration_ms: number;
  upstream_ms?: number | null;
  input_tokens?: number | null;
  output_tokens?: number | null;
  cost_usd?: number | null;
  finding_count: number;
  top_category?: string | null;
  masked_count: number;
  streaming: boolean;
}

export interface Finding {
  rule: string;
  category: string;
  severity: string;
  score: number;
  direction: string;
  segment?: string | number | null;
  start: number;
  end: number;
  action: string;
}

export interface StageTiming {
  name: string;
  duration_us: number;
  verdict?: string | null;
}

/** What asking one outside detector came to. */
export interface OutsideCall {
  detector: string;
  direction: string;
  result: string;
  fault?: string | null;
  category?: string | null;
  score: number;
  duration_ms: number;
  input_tokens: number;
  output_tokens: number;
}

export interface ExchangeDetail extends Exchange {
  stages: StageTiming[];
  findings: Finding[];
  masked: { type: string; count: number; mode?: string | null }[];
  detectors: { name: string; state: string }[];
  outside?: OutsideCall[];
  shadow?: { would_be?: string | null; policies: string[]; findings: Finding[]; masked: { type: string; count: number }[] } | null;
  denial?: { code: string; detail: string; rule?: string | null } | null;
  upstream?: { status?: number | null; attempts?: number | null; target?: string | null; finish_reason?: string | null } | null;
  usage_estimated?: boolean;
  why?: string | null;
  client_ip?: string | null;
  request_bytes?: number | null;
  response_bytes?: number | null;
  audit?: { sequence: number; hash: string } | null;
}

export interface TrafficStats {
  from: string;
  step_minutes: number;
  totals: {
    requests: number;
    blocked: number;
    masked: number;
    errors: number;
    input_tokens: number;
    output_tokens: number;
    cost_usd: number;
  };
  series: {
    t: string;
    requests: number;
    blocked: number;
    denied: number;
    errors: number;
    input_tokens: number;
    output_tokens: number;
    cost_usd: number;
  }[];
  categories: { category: string; count: number }[];
  proxies: { name: string; requests: number }[];
}

export interface AuditRecord {
  sequence: number;
  time: string;
  event_type: string;
  request_id: string;
  actor: { type: string; id: string; name: string; team?: string | null };
  resource: { type: string; id: string; name: string };
  result: string;
  source_ip?: string | null;
  hash: string;
  details?: unknown;
}

export interface AuditVerification {
  ok: boolean;
  records: number;
  days: number;
  signatures: number;
  removed: number;
  waiting_day?: string | null;
  first_bad?: number | null;
  kind?: string | null;
  reason?: string | null;
}

export interface AuditDay {
  day: string;
  state: 'open' | 'closed' | 'signed';
  records: number;
  first: number;
  last: number;
  hash: string;
  signed_up_to?: number | null;
  key_id?: string | null;
  signed_at?: string | null;
  is_held: boolean;
  removed: { kind: string; records: number; rule: string; at: string }[];
}

export interface AuditHold {
  id: string;
  reason: string;
  first_day: string;
  last_day: string;
  created_at: string;
  created_by: string;
}

export interface AuditRetention {
  exchange_days: number;
  sign_in_days: number;
  change_days: number;
  holds: AuditHold[];
}

export type Settings = Record<string, unknown>;

export interface SystemState {
  version: string;
  uptime_seconds: number;
  runtime: string;
  database: string;
  database_version: string;
  database_warnings: string[];
  memory_mb: number;
  active_exchanges: number;
  health: { name: string; healthy: boolean; detail?: string | null }[];
}

export interface LiveStats {
  requests_per_second: number;
  blocked_per_second: number;
  errors_per_second: number;
  tokens_per_second: number;
  cost_usd_per_second: number;
  active_exchanges: number;
}

export type LiveMessage =
  | { type: 'exchange'; data: Exchange }
  | { type: 'stats'; data: LiveStats }
  | { type: 'proxy_status'; data: { id: string; running: boolean } }
  | { type: 'hello'; data: unknown };

export type ListQuery = Record<string, string | number | undefined>;
