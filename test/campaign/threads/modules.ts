/** Modules as users write them, with a fault of each kind, in a folder that ends with the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** The file of a target whose node 2 does `inTimer` 100 ms after its boot. */
export function moduleThat(t: ExecutionContext, inTimer: string, atImport = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'faulty.mjs');
  writeFileSync(
    file,
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
  return file;
}
