export const proxyTabs = [
  { to: '/proxies', label: 'Proxies' },
  { to: '/client-setup', label: 'Client set-up' },
];
