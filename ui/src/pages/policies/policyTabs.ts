export const policyTabs = [
  { to: '/policies', label: 'Packs' },
  { to: '/policies/test', label: 'Test bench', needs: 'policies:test' },
  { to: '/policies/performance', label: 'Performance' },
  { to: '/policies/outside', label: 'Outside detectors', needs: 'detectors:read' },
  { to: '/policies/patterns', label: 'Pattern library' },
  { to: '/policies/yara', label: 'YARA' },
];
