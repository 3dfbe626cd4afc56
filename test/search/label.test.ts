// A finding is a bug unless it takes what its target does not promise to bear; hunts spare that.
import test from 'ava';
import { kindsFairTo } from '../../faults/catalogue.ts';
import type { Action } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import { propertiesFairTo } from '../../search/running/fair-properties.ts';
import type { Finding } from '../../search/finding.ts';
import type { HuntOptions } from '../../search/hunting/hunt-options.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { labelOf, type Label } from '../../search/label.ts';
import { overtakes } from '../../search/overtaking.ts';
import { recordRun } from '../../search/running/record.ts';
import { announceRuns } from '../../search/running/run-under-way.ts';
import { searchFaultsFairTo } from '../../search/search-faults.ts';
import type { Capabilities } from '../../simulator/capabilities.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raft } from '../../targets/raft.ts';
import { staleVoteCounted } from '../../targets/mutants/stale-vote-counted.ts';
import { decidedFinding } from '../reports/decided.ts';
import { VOTE_COUNTED_TWICE, VOTE_NOT_PERSISTED } from '../reports/decided-stories.ts';
import { findingOf, targetOf } from '../reports/performed.ts';
import { huntFor } from './hunting/hunt-for.ts';

const ALL: Capabilities = {
  persistence: true,
  proposals: true,
  symmetric: true,
  quorumCheck: true,
  applies: true,
  electionTimeouts: true,
};
const TRANSPORT = 'outside the promised transport';

function labelled(finding: Finding, denied: Partial<Capabilities> = {}): Label {
  const { trace } = recordRun(targetOf(finding.target), finding.run, new Set([finding.property]));
  return labelOf(finding, { ...ALL, ...denied }, trace);
}

test('what is not said is promised: then every finding is a bug', (t) => {
  for (const story of [VOTE_COUNTED_TWICE, VOTE_NOT_PERSISTED]) {
    t.deepEqual(labelled(decidedFinding(story)), { kind: 'bug', beyond: [] }, story.property);
  }
});

test('a finding is labelled by the promise that it rests on, and by no other', (t) => {
  const twice = decidedFinding(VOTE_COUNTED_TWICE);
  t.deepEqual(labelled(twice, { duplicates: false }), { kind: TRANSPORT, beyond: ['duplicates'] });
  t.is(labelled(twice, { persistence: false, proposals: false, quorumCheck: false }).kind, 'bug');
  const forgotten = decidedFinding(VOTE_NOT_PERSISTED);
  t.deepEqual(labelled(forgotten, { persistence: false }), {
    kind: 'limitation',
    beyond: ['persistence'],
  });
  t.is(labelled(forgotten, { duplicates: false, proposals: false }).kind, 'bug');
});

test('a part that ablation found idle counts for nothing', (t) => {
  const finding = decidedFinding(VOTE_COUNTED_TWICE);
  const idle = finding.ablation.map(({ part }) => ({ part, needed: part !== 2 }));
  t.is(labelled({ ...finding, ablation: idle }, { duplicates: false }).kind, 'bug');
});

function scenario(actions: readonly Action[], property: PropertyId, target: string): Finding {
  return findingOf({ target, property, nodes: 2, seed: 20, actions });
}

test('whoever never boots again has forgotten nothing', (t) => {
  const finding = scenario(
    [
      { kind: 'elapse', ms: 479 },
      { kind: 'crash', node: 2 },
      { kind: 'elapse', ms: 5000 },
    ],
    'stale-leader-steps-down',
    'leader-never-gives-up',
  );
  t.is(labelled(finding, { persistence: false }).kind, 'bug');
  t.deepEqual(labelled(finding, { persistence: false, quorumCheck: false }), {
    kind: 'limitation',
    beyond: ['quorumCheck'],
  });
});

test('delays are outside of the transport only where messages may overtake each other', (t) => {
  const finding = scenario(
    [
      { kind: 'delayMessages', byMs: 1, forMs: 100 },
      { kind: 'elapse', ms: 479 },
      { kind: 'isolate', node: 1 },
      { kind: 'elapse', ms: 1000 },
    ],
    'stale-leader-steps-down',
    'leader-never-gives-up',
  );
  if (finding.run.kind !== 'scenario') return t.fail('it needs a clock');
  t.is(labelled(finding, { reordering: false }).kind, 'bug', 'its links keep the order');
  const { settings } = finding.run;
  const loose = { ...finding, run: { ...finding.run, settings: { ...settings, fifo: false } } };
  t.deepEqual(labelled(loose, { reordering: false }), { kind: TRANSPORT, beyond: ['reordering'] });
});

test('without a clock, only a message that really overtakes another needs the promise', (t) => {
  t.is(labelled(decidedFinding(VOTE_COUNTED_TWICE), { reordering: false }).kind, 'bug');
});

test('a hunt spares what a target does not bear', (t) => {
  const capabilities = { ...ALL, duplicates: false, reordering: false, quorumCheck: false };
  const fair = kindsFairTo(capabilities);
  t.deepEqual(
    kindsFairTo(ALL).filter((kind) => !fair.includes(kind)),
    ['duplicateMessages', 'delayMessages'],
  );
  t.deepEqual(searchFaultsFairTo(capabilities), ['crash', 'crashWithin']);
  const judges = propertiesFairTo(capabilities, null).map(({ id }) => id);
  const all = propertiesFairTo(ALL, null).map(({ id }) => id);
  t.deepEqual(
    all.filter((id) => !judges.includes(id)),
    ['stale-leader-steps-down', 'no-leader-without-quorum'],
  );
  const asked = propertiesFairTo(capabilities, new Set(['stale-leader-steps-down'] as const));
  t.true(
    asked.some(({ id }) => id === 'stale-leader-steps-down'),
    'whoever asks is answered',
  );
});

/** For each run of a hunt, of both kinds: whether its links keep the order. */
function orderOf(target: PureTarget, options: HuntOptions): readonly boolean[] {
  const kept: boolean[] = [];
  const kinds = new Set<string>();
  announceRuns(target, {
    begins(run) {
      if (run.kind === 'scenario') kept.push(run.settings.fifo);
      if (run.kind === 'walk') kept.push(run.keepsOrder);
      kinds.add(run.kind);
    },
    acts: () => undefined,
  });
  hunt(target, options);
  if (kinds.size < 2) throw new Error('one of the engines made no run');
  return kept;
}

test('links of a target that needs them in order keep it, unless delays are asked for', (t) => {
  const capabilities = { ...raft.capabilities, reordering: false };
  const ordered: PureTarget = { ...(raft as PureTarget), capabilities };
  const options = huntFor(ordered, null, { maxRuns: 10 });
  t.true(orderOf(ordered, options).every((isKept) => isKept));
  const asked = { ...options, faults: ['delayMessages'] as const };
  t.false(orderOf(ordered, asked).every((isKept) => isKept));
});

test('what is found in such a target is no matter of order', (t) => {
  const { target } = staleVoteCounted;
  const capabilities = { ...target.capabilities, reordering: false };
  const ordered = { ...target, capabilities };
  const { findings } = hunt(ordered, huntFor(ordered, 'leader-has-quorum', { maxRuns: 3000 }));
  for (const finding of findings) {
    const { trace } = recordRun(ordered, finding.run, new Set([finding.property]));
    t.false(overtakes(trace));
    t.is(labelOf(finding, capabilities, trace).kind, 'bug');
  }
  t.is(findings.length, 1, 'a hunt that finds nothing tests nothing');
});
