import tseslint from 'typescript-eslint';

/** What only the folders at the edge may do: read a clock, the environment, files, the network. */
const pure = ['core/**/*.ts', 'rules/**/*.ts', 'baselines/**/*.ts', 'reporters/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'assize-out/', 'examples/', '.stryker-tmp/', 'reports/', '**/*.cjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: pure,
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'Pure folders read no environment.' }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'No clock here: use asOf.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'No clock here.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'No chance here.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: ['node:fs*', 'node:http*', 'node:net', 'node:child_process', 'fs', 'http'] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // chai's assertions are expressions
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
