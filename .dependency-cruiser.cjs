/** The import rules of the folders: each imports core/ and itself; cli/, ci/ and test/ import what they need. */
const own = (folder, ...others) => ({
  name: `${folder}-imports`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: '^(core|collectors|rules|baselines|reporters|cli|ci|test)/',
    pathNot: `^(${[folder, ...others].join('|')})/`,
  },
});
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    own('core'),
    own('collectors', 'core'),
    own('rules', 'core'),
    own('baselines', 'core'),
    own('reporters', 'core'),
    {
      name: 'nothing-imports-test-or-ci',
      severity: 'error',
      from: { pathNot: '^(test|ci)/' },
      to: { path: '^(test|ci)/' },
    },
    {
      name: 'one-place-knows-the-sdk',
      severity: 'error',
      from: { pathNot: '^(test/|collectors/aws/(client|operations|credentials)\\.ts$)' },
      to: { path: '@(aws-sdk|smithy)/' },
    },
    {
      name: 'pure-folders-do-no-io',
      severity: 'error',
      from: { path: '^(core|rules|baselines|reporters)/' },
      to: { path: '^(fs|net|http|https|dns|child_process|os|worker_threads)(/|$)', dependencyTypes: ['core'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
