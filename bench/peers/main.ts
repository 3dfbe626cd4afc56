/**
 * `npm run bench:peers`: the exhaustive engine beside the Raft example of Stateright and TLC on the
 * specification of Raft's author, each as a whole process, in turn; GNU time takes the figures. The
 * models differ, docs/COMPARISON.md says how: a state here is none there. Three turns take some ten
 * minutes of processor time; `--turns 1` takes a third.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measured, type Measured } from './measured.ts';
import { builtProgram, STATERIGHT, statesOf } from './stateright.ts';
import { distinctStates, NoTlc, RAFT_TLA, tlcArguments, tlcIn } from './tlc.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Built programs are kept beside the packages. */
const BUILT = join(ROOT, 'node_modules', '.cache', 'whitewater', 'peers');

/** TLC takes minutes for the larger search. */
const LIMIT_MS = 3_600_000;

const { values: given } = parseArgs({ options: { turns: { type: 'string', default: '3' } } });
const TURNS = Number(given.turns);

/** Decisions here, steps there. */
const DEPTHS = [8, 10];

interface Peer {
  readonly name: string;
  run(depth: number): Promise<Measured>;
  statesOf(output: string): number;
}

const explore: Peer = {
  name: 'explore raft --max-term 2',
  run: (depth) =>
    measured(
      process.execPath,
      [
        ...['--import', join(ROOT, 'ts-register.mjs'), join(ROOT, 'cli', 'main.ts'), 'explore'],
        ...['raft', '--max-term', '2', '--max-decisions', String(depth)],
        ...['--workers', '1', '--json', '--no-progress'],
      ],
      LIMIT_MS,
    ),
  statesOf: (output) => (JSON.parse(output) as { readonly states: number }).states,
};

function stateright(program: string): Peer {
  return {
    name: `Stateright ${STATERIGHT}, examples/raft.rs`,
    run: (depth) => measured(program, ['check', '3', String(depth)], LIMIT_MS),
    statesOf,
  };
}

/** Null, with the reason told, where it cannot be had. */
async function tlc(): Promise<Peer | null> {
  try {
    const { jar, specification } = await tlcIn(join(BUILT, 'tlc'));
    return {
      name: `TLC 2.15, ${RAFT_TLA}`,
      run: (depth) =>
        measured('java', tlcArguments(jar, specification, depth), LIMIT_MS, specification),
      statesOf: distinctStates,
    };
  } catch (error) {
    if (!(error instanceof NoTlc)) throw error;
    process.stdout.write(`TLC is skipped: ${error.message}.\n`);
    return null;
  }
}

const program = builtProgram(BUILT);
if (program === null) {
  process.stdout.write('Stateright is skipped: there is no Cargo to build it.\n');
}
const others = [program === null ? null : stateright(program), await tlc()];
const peers = [explore, ...others.filter((peer) => peer !== null)];
for (const depth of DEPTHS) {
  for (let turn = 1; turn <= TURNS; turn += 1) {
    for (const peer of peers) {
      const { output, cpuSeconds, wallSeconds, megabytes } = await peer.run(depth);
      process.stdout.write(
        `depth ${depth}, turn ${turn}, ${peer.name}: ${peer.statesOf(output)} states, ` +
          `${cpuSeconds.toFixed(1)} s of processor time, ${wallSeconds.toFixed(1)} s, ` +
          `${megabytes.toFixed(0)} MB\n`,
      );
    }
  }
}
