/** Modules as users write them, with a fault of each kind, in a folder that ends with the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** The same for live code. */
export function liveModuleThat(t: ExecutionContext, inTimer: string): string {
  return moduleOf(t, liveSource('faulty', inTimer));
}

/** Live code whose node 2 does `inTimer` 100 ms after its boot. */
export function liveSource(name: string, inTimer: string): string {
  return `import { live } from 'whitewater';
export default live({
  name: '${name}',
  capabilities: {},
  create(host) {
    setTimeout(() => { if (host.self === 2) { ${inTimer} } }, 100);
    return null;
  },
  deliver() {},
  view: () => ({ role: 'follower', currentTerm: 0, votedFor: null }),
  classify: () => ({ kind: 'other', term: 0 }),
});
`;
}

/** The file of a target whose node 2 does `inTimer` 100 ms after its boot. */
export function moduleThat(t: ExecutionContext, inTimer: string, atImport = ''): string {
  return moduleOf(
    t,
    `${atImport};
const view = {
  role: 'follower', currentTerm: 0, votedFor: null, log: [], commitIndex: 0, matchIndex: null,
};
const election = { kind: 'setTimer', timer: 'election', minMs: 100, maxMs: 100 };
export default {
  family: 'pure',
  name: 'faulty',
  capabilities: { persistence: false, proposals: false, symmetric: true },
  boot: ({ self }) => ({ state: { self }, effects: [election] }),
  step(state, input) {
    if (state.self === 2 && input.kind === 'timerFired') { ${inTimer} }
    return { state, effects: [] };
  },
  view: () => view,
  viewDurable: () => ({ currentTerm: 0, votedFor: null, log: [] }),
  classify: () => ({ kind: 'other', term: 0 }),
};
`,
  );
}

/**
 * A target that throws in the first timer of two nodes. With three, each timer takes 100 ms, which
 * is noted as a byte of this file, and a run has hundreds of them.
 */
export function slowModule(t: ExecutionContext, file: string): string {
  return moduleOf(
    t,
    `import { appendFileSync } from 'node:fs';
const view = {
  role: 'follower', currentTerm: 0, votedFor: null, log: [], commitIndex: 0, matchIndex: null,
};
const effects = [{ kind: 'setTimer', timer: 'election', minMs: 100, maxMs: 100 }];
export default {
  family: 'pure',
  name: 'faulty',
  capabilities: { persistence: false, proposals: false, symmetric: true },
  boot: ({ nodes }) => ({ state: { nodes }, effects }),
  step(state, input) {
    if (input.kind !== 'timerFired') return { state, effects: [] };
    if (state.nodes === 2) throw new Error('of two');
    appendFileSync(${JSON.stringify(file)}, '.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    return { state, effects };
  },
  view: () => view,
  viewDurable: () => ({ currentTerm: 0, votedFor: null, log: [] }),
  classify: () => ({ kind: 'other', term: 0 }),
};
`,
  );
}

/** The core, as a module of a user. */
export function moduleOfCore(t: ExecutionContext): string {
  const core = new URL('../../../targets/raft.ts', import.meta.url).href;
  const source = `import { raft } from '${core}'; export default { ...raft, name: 'my-raft' };`;
  return moduleOf(t, source);
}

/** A module of this source. */
export function moduleOf(t: ExecutionContext, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'faulty.mjs');
  writeFileSync(file, source);
  return file;
}
