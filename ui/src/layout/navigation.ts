import type { IconName } from '@/components/icons';

export interface NavigationEntry {
  label: string;
  to: string;
  icon: IconName;
  hint: string;
  /** The permission without which the page would only show refusals. */
  needs?: string;
}

export interface NavigationGroup {
  label: string;
  entries: NavigationEntry[];
}

const navigation: NavigationGroup[] = [
  {
    label: 'Watch',
    entries: [
      { label: 'Dashboard', to: '/', icon: 'dashboard', hint: 'Requests, blocks, cost, findings' },
      { label: 'Live traffic', to: '/traffic', needs: 'events:read', icon: 'traffic', hint: 'Every exchange as it happens' },
      { label: 'Audit', to: '/audit', needs: 'audit:read', icon: 'audit', hint: 'Who did what; verify the chain' },
    ],
  },
  {
    label: 'Connect',
    entries: [
      { label: 'Proxies', to: '/proxies', needs: 'proxies:read', icon: 'proxies', hint: 'Governed upstreams' },
      { label: 'Client set-up', to: '/client-setup', needs: 'proxies:read', icon: 'client', hint: 'Snippets for SDKs and tools' },
    ],
  },
  {
    label: 'Protect',
    entries: [
      { label: 'Policies', to: '/policies', needs: 'policies:read', icon: 'policies', hint: 'Packs and their rules' },
      { label: 'Test bench', to: '/policies/test', needs: 'policies:test', icon: 'bench', hint: 'Try a text against policies' },
    ],
  },
  {
    label: 'Who',
    entries: [
      { label: 'Users', to: '/users', needs: 'users:read', icon: 'account', hint: 'People who sign in, their roles' },
      { label: 'Roles', to: '/roles', needs: 'roles:read', icon: 'policies', hint: 'What each role allows' },
      { label: 'Teams', to: '/teams', needs: 'teams:read', icon: 'teams', hint: 'Grants and rate limits' },
      { label: 'Why denied', to: '/access', needs: 'access:explain', icon: 'search', hint: 'Who may use what, step by step' },
      { label: 'API keys', to: '/api-keys', needs: 'keys:own', icon: 'key', hint: 'What callers show' },
    ],
  },
  {
    label: 'Run',
    entries: [
      { label: 'Settings', to: '/settings', needs: 'settings:read', icon: 'settings', hint: 'The name of this gateway' },
      { label: 'System', to: '/system', needs: 'system:read', icon: 'system', hint: 'Version, database, health' },
      { label: 'API', to: '/docs', icon: 'code', hint: 'Every operation of the management API' },
    ],
  },
];

/** What somebody may open, without groups that would be empty. */
export function navigationFor(may: (permission: string) => boolean): NavigationGroup[] {
  return navigation
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => entry.needs === undefined || may(entry.needs)) }))
    .filter((group) => group.entries.length > 0);
}
