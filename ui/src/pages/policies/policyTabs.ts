export const policyTabs = [
  { to: '/policies', label: 'Packs' },
  { to: '/policies/test', label: 'Test bench' },
  { to: '/policies/performance', label: 'Performance' },
  { to: '/policies/outside', label: 'Outside detectors' },
  { to: '/policies/patterns', label: 'Pattern library' },
  { to: '/policies/yara', label: 'YARA' },
];
