import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const time = 'Time is world.nowMs or the local clock of a node: take it as an argument.';
const waiting = 'Nothing waits here: what comes next is for the agenda or a timer of the world.';
const luck = 'Luck has a name: draw it through simulator/luck.ts.';
const machine = 'This folder knows no machine: campaign/ or cli/ hands in what it needs.';
const collector = 'The garbage collector keeps no order: hold what you need, and drop it by name.';

/** Globals that differ from run to run, each with what to use instead. */
const outsideWorld = {
  Date: time,
  performance: time,
  setTimeout: waiting,
  setInterval: waiting,
  setImmediate: waiting,
  queueMicrotask: waiting,
  crypto: luck,
  process: machine,
  WeakRef: collector,
  FinalizationRegistry: collector,
};

/** The same by another road: as properties, and as names taken from a module of Node. */
const outsideProperties = [
  { object: 'Math', property: 'random', message: luck },
  { object: 'AbortSignal', property: 'timeout', message: waiting },
  ...['globalThis', 'global'].flatMap((object) =>
    Object.entries(outsideWorld).map(([property, message]) => ({ object, property, message })),
  ),
];

const outsideImports = [
  {
    name: 'node:crypto',
    importNames: ['getRandomValues', 'randomBytes', 'randomInt', 'randomUUID', 'webcrypto'],
    message: luck,
  },
];

/** A run is a sequence of decisions and of nothing else: these folders ask no clock and no dice. */
const determinism = {
  name: 'whitewater/determinism',
  files: ['core', 'trace', 'simulator', 'faults', 'properties', 'search'].map(
    (folder) => `${folder}/**/*.ts`,
  ),
  // Packages under test bring clocks and timers of their own; the live host takes them over.
  ignores: ['adapters/live/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...Object.entries(outsideWorld).map(([name, message]) => ({ name, message })),
    ],
    'no-restricted-properties': ['error', ...outsideProperties],
    'no-restricted-imports': ['error', { paths: outsideImports }],
  },
};

/** One concept, one file; one thought, one function. Comments and blank lines count. */
const sizes = {
  name: 'whitewater/sizes',
  files: ['**/*.ts'],
  rules: {
    'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: false, skipComments: false }],
  },
};

/** Only the command line, the benchmarks and the tests speak to whoever runs them. */
const silence = {
  name: 'whitewater/silence',
  files: ['**/*.ts'],
  ignores: ['cli/**', 'bench/**', 'test/**'],
  rules: { 'no-console': 'error' },
};

/** Types are said in full, and no comment switches a rule off. */
const plainness = {
  name: 'whitewater/plainness',
  files: ['**/*.ts'],
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-import-type-side-effects': 'error',
  },
};

export default defineConfig(
  globalIgnores(['dist/', '.whitewater/', 'coverage/', '**/fixtures/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A switch without a default names every case; a default says that the rest is alike.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // A hot loop reads only what it wrote: a check there would be measured too.
    files: ['bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  plainness,
  determinism,
  sizes,
  silence,
);
