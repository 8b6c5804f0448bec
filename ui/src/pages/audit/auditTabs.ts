export const auditTabs = [
  { to: '/audit', label: 'Records' },
  { to: '/audit/days', label: 'Days and retention' },
];
