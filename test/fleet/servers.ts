/** Real servers, each in a folder of its own, that end with their test. */
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import test, { type ExecutionContext, type ImplementationFn } from 'ava';

/** A server that can be killed and started again where it was. */
export interface TestServer {
  /** For `WHITEWATER_FLEET_URL`. */
  readonly url: string;
  /** Resolves once it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** With what its folder holds; resolves once it answers. */
  start(): Promise<void>;
}

type Start = (t: ExecutionContext) => Promise<TestServer>;

/** A test with a server: it is skipped visibly where there is none, and fails in CI. */
export function testWith(kind: ServerKind, title: string, body: ServerBody): void {
  const { isThere, start, install } = SERVERS[kind];
  const run: ImplementationFn<[]> = async (t) => {
    if (!isThere()) return t.fail(`${kind} is not installed: ${install}`);
    await body(t, await start(t));
  };
  const isRun = isThere() || process.env['CI'] === 'true';
  for (let time = 1; isRun && time <= TIMES; time += 1) {
    test(time === 1 ? title : `${title} (${time})`, run);
  }
  if (!isRun) test.skip(`${title} (needs ${kind}: ${install})`, run);
}

/** `WHITEWATER_TIMES=10`: what holds every time, and not by chance. */
const TIMES = Number(process.env['WHITEWATER_TIMES'] ?? 1);

export type ServerBody = (t: ExecutionContext, server: TestServer) => Promise<void>;

export type ServerKind = keyof typeof SERVERS;

/** `WHITEWATER_REDIS=valkey-server`: the same tests with Valkey. */
const REDIS = process.env['WHITEWATER_REDIS'] ?? 'redis-server';

const SERVERS = {
  Redis: {
    isThere: () => hasProgram(REDIS),
    start: (t: ExecutionContext) => startedRedis(t, 'yes'),
    install: 'apt-get install redis-server',
  },
  'Redis without a log': {
    isThere: () => hasProgram(REDIS),
    start: (t: ExecutionContext) => startedRedis(t, 'no'),
    install: 'apt-get install redis-server',
  },
  PostgreSQL: {
    isThere: () => postgresFolder() !== null,
    start: startedPostgres,
    install: 'apt-get install postgresql',
  },
} as const satisfies Record<
  string,
  { readonly isThere: () => boolean; readonly start: Start; readonly install: string }
>;

function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version']).status === 0;
}

/** A folder that is gone after the test. */
export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-fleet-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `appendOnly`: whether it keeps what it holds over a crash. */
async function startedRedis(t: ExecutionContext, appendOnly: 'no' | 'yes'): Promise<TestServer> {
  const folder = temporaryFolder(t);
  const socket = join(folder, 'redis.sock');
  const words = ['--port', '0', '--unixsocket', socket, '--dir', folder];
  words.push('--save', '', '--appendonly', appendOnly, '--appendfsync', 'always');
  return started(t, { command: REDIS, words, socket, url: `unix://${socket}` });
}

/** It refuses to run as root. */
async function startedPostgres(t: ExecutionContext): Promise<TestServer> {
  const folder = temporaryFolder(t);
  const programs = postgresFolder() ?? '';
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  if (isRoot) own(folder);
  const data = join(folder, 'data');
  const [first = '', ...init] = [
    ...as,
    ...[join(programs, 'initdb'), '-D', data, '-U', 'fleet', '-A', 'trust', '-E', 'UTF8'],
    ...['--no-locale', '--no-sync', '--no-instructions'],
  ];
  const { status, stderr } = spawnSync(first, init, { encoding: 'utf8', cwd: folder });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
  const [command = '', ...words] = [
    ...as,
    ...[join(programs, 'postgres'), '-D', data, '-k', folder, '-c', 'listen_addresses='],
  ];
  const socket = join(folder, '.s.PGSQL.5432');
  const url = `postgresql://fleet@localhost/postgres?host=${folder}`;
  return started(t, { command, words, socket, url });
}

/** For the user that runs the server. */
function own(folder: string): void {
  const { stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  chownSync(folder, Number(stdout), -1);
  chmodSync(folder, 0o755);
}

/** Debian keeps a folder for each version. */
function postgresFolder(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  const newest = versions.sort((one, other) => Number(one) - Number(other)).at(-1);
  const folder = newest === undefined ? '/usr/bin' : join(root, newest, 'bin');
  return existsSync(join(folder, 'initdb')) ? folder : null;
}

interface HowToStart {
  readonly command: string;
  readonly words: readonly string[];
  readonly socket: string;
  readonly url: string;
}

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

async function started(t: ExecutionContext, how: HowToStart): Promise<TestServer> {
  let child: ServerProcess | null = null;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await gone;
  };
  const start = async (): Promise<void> => {
    const running = spawn(how.command, how.words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child = running;
    await answers(how.socket, running);
  };
  t.teardown(() => kill('SIGKILL'));
  await start();
  return { url: how.url, kill, start };
}

/** Whatever it does until it is ready, it accepts a connection then; one that ends never will. */
async function answers(socket: string, server: ServerProcess): Promise<void> {
  let said = '';
  for (const output of [server.stdout, server.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new Error(`the server ended before it answered: ${said}`);
    }
    const isOpen = await new Promise<boolean>((resolve) => {
      const connection = createConnection(socket, () => resolve(true));
      connection.once('error', () => resolve(false));
      connection.once('connect', () => connection.destroy());
    });
    if (isOpen) return;
    await after(20);
  }
}
