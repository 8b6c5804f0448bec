const known: Record<string, string> = {
  prompt_injection: 'Prompt injection',
  indirect_injection: 'Indirect injection',
  tool_poisoning: 'Tool poisoning',
  system_prompt_leak: 'System prompt leak',
  sqli: 'SQL injection',
  xss: 'Cross-site scripting',
  cmd_injection: 'Command injection',
  path_traversal: 'Path traversal',
  ssrf: 'SSRF',
  code_injection: 'Code injection',
  template_injection: 'Template injection',
  pii: 'Personal data',
  secret: 'Secrets',
  '*': 'Every category',
  llm: 'LLM',
  mcp: 'MCP',
  both: 'LLM and MCP',
  api_key: 'API key',
  email: 'E-mail address',
  iban: 'IBAN',
  ip_address: 'IP address',
  phone: 'Phone number',
  us_ssn: 'US social security number',
  'auth.login': 'Signed in',
  'auth.login.failed': 'Sign-in failed',
  'auth.logout': 'Signed out',
  'auth.account.locked': 'Account locked',
  'auth.password.change': 'Password change',
  'auth.session.revoked': 'Session ended',
  'auth.session.reused': 'Refresh token shown twice',
  'auth.sessions.ended': 'Sessions ended',
  'auth.token.issued': 'Token issued',
  'auth.token.revoked': 'Token revoked',
  'auth.mfa.begun': 'Second factor begun',
  'auth.mfa.abandoned': 'Second factor abandoned',
  'auth.mfa.enabled': 'Second factor set up',
  'auth.mfa.disabled': 'Second factor removed',
  'user.mfa.removed': 'Second factor of a user removed',
  'user.password.reset': 'Password of a user reset',
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  openai_compatible: 'OpenAI compatible',
};

/** Every category that the gateway reports; the list is closed by contract. */
export const categories = [
  'prompt_injection', 'jailbreak', 'indirect_injection', 'tool_poisoning', 'encoded', 'exfiltration', 'system_prompt_leak', 'sqli', 'xss',
  'cmd_injection', 'path_traversal', 'ssrf', 'code_injection', 'template_injection', 'secret', 'pii', 'toxicity',
] as const;

export const outcomes = ['allowed', 'masked', 'flagged', 'blocked', 'denied', 'failed', 'aborted'] as const;

/** Turns a wire word such as `prompt_injection` into one for people. */
export function words(code: string | null | undefined): string {
  if (!code) {
    return '–';
  }
  const lower = /^[A-Z_]+$/.test(code) ? code.toLowerCase() : code;
  // A rule's id, such as jb-harmful-howto, is no word: people search for it as it stands.
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(code)) {
    return code;
  }
  const text = known[lower] ?? lower.replaceAll(/[_.]/g, ' ').replace(/^apikey /, 'API key ').replace(/^usergroup /, 'team ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `InspectRequestStage` or `inspect_request` → `Inspect request`. */
export function stageName(name: string): string {
  return words(name.replace(/Stage$/, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
}
