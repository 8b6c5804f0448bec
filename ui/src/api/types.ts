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
  must_change_password: boolean;
}

export interface SignInAnswer {
  expires_at: string;
  user: User;
}

export interface Account extends User {
  email: string;
  active: boolean;
  created_at: string;
  password_changed_at: string;
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
  enabled: boolean;
  auto_start: boolean;
  port?: number | null;
  description?: string | null;
  auth?: { type: AuthType; name?: string | null; secret_last4?: string | null; has_secret?: boolean } | null;
  running: boolean;
  base_path: string;
  created_at: string;
  updated_at: string;
}

export interface ProxyInput {
  name: string;
  kind: 'llm';
  provider: string;
  target: string;
  policies: string[];
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

export interface Policy {
  name: string;
  kind: string;
  description?: string | null;
  built_in: boolean;
  rule_count: number;
  entities: PolicyEntity[];
  masking: string[];
  actions: Record<string, string>;
  directions: Record<string, Record<string, string>>;
  thresholds: Record<string, number>;
  extends?: string | null;
  enabled: boolean;
  version?: number | null;
  label?: string | null;
  own_rules: number;
  cases: number;
  updated_at?: string | null;
}

export interface PolicyEntity {
  name: string;
  masked: boolean;
  actions: Record<string, string>;
}

export interface PolicyRule {
  id: string;
  name: string;
  category: string;
  severity: string;
  action: string;
  description?: string | null;
  is_own: boolean;
}

export interface PolicyDetail {
  policy: Policy;
  rules: PolicyRule[];
  document: PolicyDocument;
}

export interface OwnRule {
  id: string;
  name?: string;
  category: string;
  severity?: string;
  action?: string;
  enabled?: boolean;
  patterns: (string | { pattern: string })[];
}

export interface PolicyCase {
  name?: string;
  text: string;
  direction?: string;
  expect: string;
  rule?: string;
}

/** A policy as it is written. Members that this app does not know are kept as they are. */
export interface PolicyDocument {
  name: string;
  description?: string;
  kind?: string;
  extends?: string;
  actions?: Record<string, string>;
  directions?: Record<string, Record<string, string>>;
  thresholds?: Record<string, number>;
  masking?: string[];
  rules?: OwnRule[];
  tests?: PolicyCase[];
  [other: string]: unknown;
}

export interface PolicyVersion {
  version: number;
  saved_at: string;
  saved_by: string;
  comment: string;
  is_current: boolean;
}

export interface PolicyChange {
  path: string;
  kind: string;
  before: unknown;
  after: unknown;
}

export interface CaseResult {
  name: string;
  text: string;
  direction: string;
  expected: string;
  got: string;
  rules: string[];
  is_passed: boolean;
  reason?: string | null;
}

export interface CaseReport {
  passed: number;
  failed: number;
  results: CaseResult[];
}

export interface PatternIssue {
  kind: string;
  detail: string;
  rule?: string | null;
}

export interface PolicyAnalysis {
  patterns: { rule?: string | null; pattern: string; issues: PatternIssue[] }[];
  decisions: { path: string; issue: PatternIssue }[];
  issue_count: number;
}

export interface LibraryRule {
  id: string;
  name: string;
  category: string;
  severity: string;
  score: number;
  directions: string[];
  description: string;
  tags: string[];
  policy?: string | null;
  patterns: string[];
}

export interface RulePerformance {
  rule: string;
  name: string;
  category: string;
  severity?: string | null;
  hits: number;
  exchanges: number;
  blocked: number;
  false_positives: number;
  false_positive_rate?: number | null;
  last_hit?: string | null;
  cost_us?: number | null;
}

export interface PolicyMetrics {
  from: string;
  proxies: string[];
  hits: number;
  blocked: number;
  false_positives: number;
  active_rules: number;
  silent_rules: number;
  rules: RulePerformance[];
}

export interface FalsePositive {
  rule: string;
  marked_at: string;
  marked_by: string;
  note: string;
}

export interface TestFinding {
  category: string;
  severity: string;
  score: number;
  start: number;
  end: number;
  entity?: string | null;
  rule?: string | null;
  view?: string | null;
  action?: string | null;
}

export interface TestResult {
  verdict: string;
  risk?: number;
  risk_level?: string;
  findings: TestFinding[];
  scores?: Record<string, number>;
  latency_us?: number;
  views?: TextView[];
}

/** The text in one of the forms that the engine looks at. */
export interface TextView {
  view: string;
  text: string;
  start: number;
  end: number;
  depth: number;
  findings: TestFinding[];
}

export interface ApiKey {
  id: string;
  name: string;
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

export interface ExchangeDetail extends Exchange {
  stages: StageTiming[];
  findings: Finding[];
  masked: { type: string; count: number }[];
  detectors: { name: string; state: string }[];
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
  first_bad?: number | null;
  reason?: string | null;
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
