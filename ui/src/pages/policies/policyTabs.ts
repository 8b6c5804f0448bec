export const policyTabs = [
  { to: '/policies', label: 'Packs' },
  { to: '/policies/test', label: 'Test bench' },
];
