import type { IconName } from '@/components/icons';

export interface NavigationEntry {
  label: string;
  to: string;
  icon: IconName;
  hint: string;
}

export interface NavigationGroup {
  label: string;
  entries: NavigationEntry[];
}

export const navigation: NavigationGroup[] = [
  {
    label: 'Watch',
    entries: [
      { label: 'Dashboard', to: '/', icon: 'dashboard', hint: 'Requests, blocks, cost, findings' },
      { label: 'Live traffic', to: '/traffic', icon: 'traffic', hint: 'Every exchange as it happens' },
      { label: 'Audit', to: '/audit', icon: 'audit', hint: 'Who did what; verify the chain' },
    ],
  },
  {
    label: 'Connect',
    entries: [
      { label: 'Proxies', to: '/proxies', icon: 'proxies', hint: 'Governed upstreams' },
      { label: 'Client set-up', to: '/client-setup', icon: 'client', hint: 'Snippets for SDKs and tools' },
    ],
  },
  {
    label: 'Protect',
    entries: [
      { label: 'Policies', to: '/policies', icon: 'policies', hint: 'Packs and their rules' },
      { label: 'Test bench', to: '/policies/test', icon: 'bench', hint: 'Try a text against policies' },
    ],
  },
  {
    label: 'Who',
    entries: [
      { label: 'Users', to: '/users', icon: 'account', hint: 'People who sign in, their roles' },
      { label: 'Teams', to: '/teams', icon: 'teams', hint: 'Grants and rate limits' },
      { label: 'API keys', to: '/api-keys', icon: 'key', hint: 'What callers show' },
    ],
  },
  {
    label: 'Run',
    entries: [
      { label: 'Settings', to: '/settings', icon: 'settings', hint: 'The name of this gateway' },
      { label: 'System', to: '/system', icon: 'system', hint: 'Version, database, health' },
      { label: 'API', to: '/docs', icon: 'code', hint: 'Every operation of the management API' },
    ],
  },
];
