import type { AuthType } from './types';

export interface Policy {
  name: string;
  kind: string;
  description?: string | null;
  built_in: boolean;
  rule_count: number;
  entities: PolicyEntity[];
  masking: string[];
  masking_settings: Record<string, MaskingSetting>;
  fail_open: boolean;
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
  mode?: string | null;
  actions: Record<string, string>;
}

export interface MaskingSetting {
  mode?: string | null;
  placeholder_format?: string | null;
  unmask_for_user?: boolean | null;
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
  masking_settings?: Record<string, MaskingSetting>;
  fail_open?: boolean;
  outside?: OutsideCheck[];
  rules?: OwnRule[];
  tests?: PolicyCase[];
  [other: string]: unknown;
}

export interface OutsideCheck {
  detector: string;
  on?: string[];
  action?: string;
  threshold?: number;
  between?: number[];
  fail_open?: boolean;
  unmasked?: boolean;
}

export interface OutsideDetector {
  name: string;
  kind: string;
  target: string;
  model: string;
  instructions: string;
  categories: string[];
  timeout_ms: number;
  max_characters: number;
  max_concurrent: number;
  description: string;
  auth: { type: AuthType; name?: string | null; has_secret: boolean; secret_last4?: string | null };
  resting: boolean;
  totals: { asked: number; found: number; failed: number; total_ms: number; last_fault?: string | null };
  policies: string[];
}

export interface OutsideInput {
  name: string;
  kind: string;
  target: string;
  model?: string;
  instructions?: string;
  categories: string[];
  timeout_ms?: number;
  max_characters?: number;
  max_concurrent?: number;
  description: string;
  auth: { type: AuthType; name?: string; secret?: string };
}

export interface OutsideTest {
  flagged?: boolean | null;
  category?: string | null;
  score?: number | null;
  reason?: string | null;
  fault?: string | null;
  detail: string;
  duration_ms: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd?: number | null;
  sent: string;
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

export interface YaraRule {
  id: string;
  name: string;
  file: string;
  policy?: string | null;
  category: string;
  severity: string;
  score: number;
  directions: string[];
  action?: string | null;
  tags: string[];
  description: string;
}

export interface YaraReport {
  is_valid: boolean;
  rules: YaraRule[];
  faults: { line: number; column: number; message: string }[];
  matches: { rule: string; text: string; start: number; end: number }[];
  is_partial: boolean;
}

export interface YaraFile {
  policy: string;
  file: string;
  text: string;
  rules: YaraRule[];
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
