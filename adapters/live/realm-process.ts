/** What a realm says of its process and its machine: the same everywhere, so that runs repeat. */
import { whoActs } from './acting.ts';
import { hrtimeAt, nanosAt } from './globals.ts';
import { nextTick } from './queue.ts';
import { refuseUse } from './refused-module.ts';

/** 1 GiB. */
const MEMORY = 2 ** 30;

const CPU = {
  model: 'simulated',
  speed: 1000,
  times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
};
const USER = { uid: 1000, gid: 1000, username: 'node', homedir: '/node', shell: null };
const ARCH = 'x64';

/** What `process` is: `steadyMs` is a node's steady clock. */
export function processOf(steadyMs: () => number): object {
  const stream = { isTTY: false, write: () => true, on: () => stream, once: () => stream };
  const refused = ['kill', 'chdir', 'dlopen', 'binding', 'send', 'disconnect'].map((name) => {
    return [name, () => refuseUse(`process.${name}`, 'process')] as const;
  });
  return {
    ...Object.fromEntries(refused),
    ...IDENTITY,
    ...endings(),
    nextTick,
    hrtime: Object.assign((since?: readonly [number, number]) => hrtimeAt(steadyMs(), since), {
      bigint: () => nanosAt(steadyMs()),
    }),
    uptime: () => steadyMs() / 1000,
    stdin: { ...stream, fd: 0 },
    stdout: { ...stream, fd: 1 },
    stderr: { ...stream, fd: 2 },
    ...listening(),
  };
}

const IDENTITY = {
  env: {},
  platform: 'linux',
  arch: ARCH,
  version: 'v20.0.0',
  versions: { node: '20.0.0', v8: '11.3.244.8' },
  release: { name: 'node' },
  title: 'node',
  pid: 1,
  ppid: 0,
  argv: ['node', '/app/index.js'],
  argv0: 'node',
  execArgv: [],
  execPath: '/usr/bin/node',
  config: { variables: {} },
  features: {},
  cwd: () => '/app',
  umask: () => 0o22,
  getuid: () => USER.uid,
  geteuid: () => USER.uid,
  getgid: () => USER.gid,
  getegid: () => USER.gid,
  cpuUsage: () => ({ user: 0, system: 0 }),
  memoryUsage: Object.assign(
    () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    { rss: () => 0 },
  ),
  emitWarning: () => undefined,
};

/** A process that ends itself is a crash like any other error that is thrown. */
function endings(): object {
  const ended = (what: string): never => {
    const error = new Error(`the code under test called ${what}`);
    throw whoActs()?.sinned(error) ?? error;
  };
  return {
    exit: (code = 0) => ended(`process.exit(${String(code)})`),
    abort: () => ended('process.abort()'),
  };
}

/** The process gets no signals and never exits, so that nobody is called. */
function listening(): object {
  const names = ['on', 'once', 'addListener', 'prependListener', 'off', 'removeListener'];
  const listeners: Record<string, unknown> = {};
  for (const name of [...names, 'removeAllListeners', 'setMaxListeners']) {
    listeners[name] = function chained(this: unknown) {
      return this;
    };
  }
  return { ...listeners, emit: () => false, listeners: () => [], listenerCount: () => 0 };
}

/** What `os` says; its constants come from the real one. */
export function osOf(steadyMs: () => number): object {
  return {
    EOL: '\n',
    arch: () => ARCH,
    availableParallelism: () => 1,
    cpus: () => [structuredClone(CPU)],
    endianness: () => 'LE',
    freemem: () => MEMORY,
    homedir: () => USER.homedir,
    hostname: () => 'simulated',
    loadavg: () => [0, 0, 0],
    machine: () => 'x86_64',
    networkInterfaces: () => ({}),
    platform: () => IDENTITY.platform,
    release: () => '6.0.0',
    tmpdir: () => '/tmp',
    totalmem: () => MEMORY,
    type: () => 'Linux',
    uptime: () => steadyMs() / 1000,
    userInfo: () => ({ ...USER }),
    version: () => '#1',
    devNull: '/dev/null',
  };
}
