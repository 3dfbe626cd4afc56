import test from 'ava';
import { CheckFailed } from '../../library/check-failed.ts';
import { explore } from '../../library/explore.ts';
import { wasm } from '../../library/wasm.ts';
import type { PropertyId } from '../../properties/property.ts';
import { huntOptions } from '../../library/check-options.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import type { ShrinkLimits } from '../../search/shrinking/shrink-limits.ts';
import { built, type Build } from './go.ts';
import { holds } from './holds.ts';
import { twinsAnswerAlike } from './twins.ts';
import {
  ETCD,
  OLDER_TERM_COMMITTED,
  VOTES_COUNTED_TWICE,
  VOTE_IGNORED,
  type Replacement,
} from './planted.ts';

const EXAMPLE = 'go-etcd-raft';

for (const variant of ['', 'prevote', 'checkquorum', 'prevote-checkquorum', 'one-entry']) {
  test(`etcd/raft ${variant} holds in runs with all fair faults`, (t) => {
    const file = built(t, EXAMPLE, { settings: { variant } });
    if (file === null) return;
    holds(t, file, 12);
  });
}

test('a search of etcd/raft ends, and finds nothing', (t) => {
  const file = built(t, EXAMPLE);
  if (file === null) return;
  const { states } = explore(wasm({ file }), { nodes: 3, maxDecisions: 4 });
  t.true(states > 60, `only ${states} states`);
});

for (const variant of ['', 'prevote-checkquorum']) {
  test(`two states of etcd/raft ${variant} with one digest answer alike`, (t) => {
    const file = built(t, EXAMPLE, { settings: { variant } });
    if (file !== null) twinsAnswerAlike(t, wasm({ file }));
  });
}

interface Planted {
  readonly build: Build;
  /** Of the cluster in which it shows. */
  readonly nodes: number;
  readonly breaks: PropertyId;
  /** Decisions of the shortest run. */
  readonly shortest: number;
}

const mistake = (defect: string): Build => ({ settings: { defect } });

const inLibrary = (defect: string, planted: readonly Replacement[]): Build => ({
  settings: { defect },
  library: ETCD,
  planted,
});

/** Mistakes in the use of the library, and in the library itself. */
const DEFECTS: Readonly<Record<string, Planted>> = {
  'a vote that is not written': {
    build: mistake('vote-not-written'),
    nodes: 3,
    breaks: 'one-vote-per-term',
    shortest: 4,
  },
  'a message that is sent before its term is written': {
    build: mistake('send-before-persist'),
    nodes: 3,
    breaks: 'term-monotonic',
    shortest: 1,
  },
  'an entry that is not written': {
    build: mistake('log-not-written'),
    nodes: 3,
    breaks: 'commit-is-durable',
    shortest: 5,
  },
  'a vote that is ignored by who gave it': {
    build: inLibrary('vote-ignored', VOTE_IGNORED),
    nodes: 3,
    breaks: 'one-vote-per-term',
    shortest: 3,
  },
  'a vote that counts twice': {
    build: inLibrary('votes-counted-twice', VOTES_COUNTED_TWICE),
    nodes: 5,
    breaks: 'leader-has-quorum',
    shortest: 4,
  },
};

for (const [what, { build, nodes, breaks, shortest }] of Object.entries(DEFECTS)) {
  test(`${what} is found, and proven shortest`, (t) => {
    const file = built(t, EXAMPLE, build);
    if (file === null) return;
    const target = wasm({ file });
    // Dead ends of five nodes, in a library that is asked from outside, would take minutes.
    const bounds = { nodes, maxDecisions: 5, properties: [breaks] };
    const { finding } = t.throws(() => explore(target, bounds), { instanceOf: CheckFailed });
    t.is(finding?.property, breaks);
    t.is(finding?.shrinking.result, 'proven shortest');
    t.is(finding?.run.kind === 'schedule' ? finding.run.decisions.length : 0, shortest);
  });
}

/** Election, crash, election, and one entry of the old term on the way to a majority. */
const OLDER_TERM_DECISIONS = 11;

/** Counted and not timed, so that it comes to the same on every machine. */
const COUNTED: ShrinkLimits = {
  maxExecutions: 10_000,
  maxStates: 10_000,
  shouldStop: () => false,
  nodes: [3],
};

test('an entry of an older term that counts as committed is found, and made small', (t) => {
  const settings = { variant: 'one-entry', defect: 'older-term' };
  const file = built(t, EXAMPLE, { settings, library: ETCD, planted: OLDER_TERM_COMMITTED });
  if (file === null) return;
  const target = wasm({ file });
  const hunted = huntOptions(target, { runs: 100, nodes: [3], seed: 1 });
  const shrinkLimits = (): ShrinkLimits => COUNTED;
  const { findings } = hunt(target, { ...hunted, shrinkLimits, engines: ['adversarial'] });
  t.deepEqual(
    findings.map(({ property }) => property),
    ['commits-own-term'],
  );
  const { run, shrinking } = findings[0] ?? {};
  const length = run?.kind === 'schedule' ? run.decisions.length : Infinity;
  t.true(length <= 1.1 * OLDER_TERM_DECISIONS, `${length} decisions`);
  t.is(shrinking?.result, '1-minimal', 'a report must say how short it is, and how that is known');
});

const ONE_BY_DEFAULT = { nodes: 3, maxDecisions: 5, properties: ['never-throws'] } as const;

test('a panic of the library is a finding with its text: one entry per message, by default', (t) => {
  const file = built(t, EXAMPLE, { settings: { variant: 'one-entry-by-default' } });
  if (file === null) return;
  const target = wasm({ file });
  const { finding, message } = t.throws(() => explore(target, ONE_BY_DEFAULT), {
    instanceOf: CheckFailed,
  });
  t.is(finding?.property, 'never-throws');
  t.regex(message, /panic: applying entry size \(0-0\)=0 not positive/);
  t.is(finding?.shrinking.result, 'proven shortest');
});
