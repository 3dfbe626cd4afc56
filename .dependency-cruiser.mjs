/** Every folder of the house, and whose code it may use. What is not listed is forbidden. */
const uses = {
  core: [],
  trace: [],
  simulator: ['trace'],
  properties: ['trace'],
  faults: ['simulator', 'trace'],
  adapters: ['simulator', 'trace'],
  targets: ['adapters', 'core', 'simulator', 'trace'],
  search: ['faults', 'properties', 'simulator', 'trace'],
  reports: ['trace'],
  campaign: ['adapters', 'faults', 'properties', 'search', 'simulator', 'targets', 'trace'],
  library: [
    'adapters',
    'campaign',
    'core',
    'faults',
    'properties',
    'reports',
    'search',
    'simulator',
    'trace',
  ],
};

/** Whose types it may name besides, through `import type` alone. */
const names = {
  search: ['targets'],
  reports: ['faults', 'properties', 'search'],
};

/** These wire the others together: they may use all of them, and none of them may use these. */
const entrances = ['cli', 'bench', 'test'];

/** Each package from npm has its place; benchmarks and tests may use them all. */
const packages = {
  'fast-check': ['faults', 'search'],
  zod: ['adapters', 'faults', 'campaign', 'cli'],
  chalk: ['reports/terminal'],
  'cli-truncate': ['reports/terminal'],
  'string-width': ['reports/terminal'],
  'wrap-ansi': ['reports/terminal'],
  commander: ['cli'],
  'log-update': ['cli'],
  esbuild: ['cli'],
  'lit-html': ['reports/page/client'],
  bullmq: ['campaign/fleet'],
  ioredis: ['campaign/fleet'],
  pg: ['campaign/fleet'],
};

/** These are the same on every machine: of Node's own modules, they may use the ones listed. */
const builtins = {
  simulator: [],
  faults: [],
  properties: [],
  search: ['crypto'],
};

/** Node's modules that reach files, processes, other machines or the real clock. */
const machine =
  'child_process|cluster|dgram|dns|fs|http|http2|https|inspector|net|os|perf_hooks|process|' +
  'readline|tls|tty|v8|worker_threads';

const rooms = Object.keys(uses);
const listed = (folders) => (folders.length > 0 ? folders.join(', ') : 'nothing');
const inside = (folders) => `^(${folders.join('|')})/`;
const installed = (name) => `(^|/)node_modules/${name}/`;
const drawer = '(^|/)(utils?|commons?|helpers?|libs?|types?)/';
const builtin = (modules) => `^(node:)?(${modules})(/|$)`;

const folderRules = rooms.map((room) => ({
  name: `${room}-imports`,
  comment: `${room} may import code from: ${listed(uses[room])}. Pass the rest in as an argument.`,
  severity: 'error',
  from: { path: inside([room]) },
  to: {
    // A folder that uses none of the others uses no package and no module of Node either.
    ...(uses[room].length > 0 ? { path: inside([...rooms, ...entrances]) } : {}),
    pathNot: inside([room, ...uses[room], ...(names[room] ?? [])]),
  },
}));

const typeRules = Object.entries(names).map(([room, named]) => ({
  name: `${room}-imports-types`,
  comment: `${room} may take types from ${listed(named)}, but no code: write import type.`,
  severity: 'error',
  from: { path: inside([room]) },
  to: { path: inside(named), dependencyTypesNot: ['type-only'] },
}));

const packageRules = Object.entries(packages).map(([name, places]) => ({
  name: `${name}-has-its-place`,
  comment: `${name} belongs to: ${listed(places)}. Elsewhere, ask those folders instead.`,
  severity: 'error',
  from: { path: inside(rooms.concat('cli')), pathNot: inside(places) },
  to: { path: installed(name) },
}));

const drawerRules = [
  { from: { path: drawer }, to: {} },
  { from: { pathNot: drawer }, to: { path: drawer, pathNot: '(^|/)node_modules/' } },
].map((way) => ({
  name: 'no-drawer-for-everything',
  comment: 'Name the folder after the concept in it, not utils, common, helpers, lib or types.',
  severity: 'error',
  ...way,
}));

const builtinRules = Object.entries(builtins).map(([room, modules]) => ({
  name: `${room}-is-the-same-on-every-machine`,
  comment: `Of Node's modules ${room} may use: ${listed(modules)}. Pass the rest in.`,
  severity: 'error',
  from: { path: inside([room]) },
  to: {
    dependencyTypes: ['core'],
    ...(modules.length > 0 ? { pathNot: builtin(modules.join('|')) } : {}),
  },
}));

/** What runs in a browser, and what it shares with the renderers of Node. */
const client = '^reports/page/client/';
const sharedWithClient =
  '^(reports/(page/parts|source|story|svg)/|reports/page/(page|play)-data[.]ts$|trace/)';

const pageRules = [
  {
    name: 'page-client-imports',
    comment: 'The client may use lit-html and the pure functions that draw: pass the rest as data.',
    severity: 'error',
    from: { path: client },
    // Of what plays, reports may name the types anyway, and nothing else.
    to: { pathNot: [client, sharedWithClient, installed('lit-html'), '^(properties|search)/'] },
  },
  {
    name: 'page-client-stays-in-the-browser',
    comment: 'Node has no document: share code of the client through reports/page/parts/.',
    severity: 'error',
    from: { path: inside(rooms.concat('cli')), pathNot: client },
    to: { path: client },
  },
  {
    name: 'page-parts-run-everywhere',
    comment: 'A browser runs this, too: no module of Node.',
    severity: 'error',
    from: { path: [client, sharedWithClient] },
    to: { dependencyTypes: ['core'] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...folderRules,
    ...typeRules,
    ...packageRules,
    ...builtinRules,
    ...drawerRules,
    ...pageRules,
    {
      name: 'packages-are-chosen',
      comment: 'A new package needs a place: list it in package.json and in the import rules.',
      severity: 'error',
      from: { path: inside(rooms.concat('cli')), pathNot: inside(['targets/npm']) },
      to: {
        path: '(^|/)node_modules/',
        pathNot: Object.keys(packages).map(installed),
      },
    },
    {
      name: 'machine-only-in-campaign-and-cli',
      comment:
        'Files, processes and the real clock belong to campaign/ and cli/: pass in the text.',
      severity: 'error',
      // Modules and programs of users are files and processes; the realm of live targets reads the
      // sources of the packages that it loads.
      from: {
        path: inside(rooms),
        pathNot: [
          inside(['adapters/module', 'adapters/program', 'campaign', 'library']),
          '^adapters/live/realm[.]ts$',
        ],
      },
      to: { path: builtin(machine) },
    },
    {
      name: 'entrances-lead-inwards',
      comment: 'The command line is the last to know: nothing but bench and test may import cli.',
      severity: 'error',
      from: { path: inside(['cli']) },
      to: { path: inside(['bench', 'test']) },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one concept, or hide a third: say which.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere: is the file there, and does its specifier end in .ts?',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|fixtures|\\.whitewater|docs/api)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
