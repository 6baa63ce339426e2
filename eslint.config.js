// The strictest rules that typescript-eslint has, with types. What is relaxed says why.
import tseslint from 'typescript-eslint'

/** What checks, faults, tests, benchmarks and examples may do beyond the rest. */
const free = {
  // A suite of broken loops throws and rejects with anything, on purpose.
  '@typescript-eslint/only-throw-error': 'off',
  '@typescript-eslint/prefer-promise-reject-errors': 'off',
  // A check is `async` by its type, whether it awaits or not; a callback may have nothing to do.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/no-empty-function': 'off',
  // Variables that a callback sets look constant to the compiler, and a candidate need not keep its types.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  // The module functions of `t.api` have no `this`, though an interface writes them as methods.
  '@typescript-eslint/unbound-method': 'off',
  // Values of any kind are recorded and printed.
  '@typescript-eslint/no-base-to-string': 'off',
}

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-site/',
      'dist-wheel/',
      'node_modules/',
      'coverage/',
      '**/.vitepress/.temp/',
      '**/*.generated.ts',
      '**/*.generated.js',
      'evidence/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      eqeqeq: 'error',
      // `() => loop.stop()` is how a callback reads best.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `as T` says what the value is known to be; `!` says nothing, and is refused by another rule.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // An interface with a constructor has a name and a doc comment of its own.
      '@typescript-eslint/prefer-function-type': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An error that is passed on is whatever somebody threw.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // `any` is refused but where a comment beside it says why: a parameter list of callbacks (`Callback`) needs it.
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: [
      'conformance/suite/**',
      'conformance/self-test/**',
      'conformance/programs/**',
      '**/*.test.ts',
      'bench/**',
      'examples/**',
    ],
    rules: free,
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
)
