// What a hunt has shrunk is not shrunk again, unless an interrupt ended that.
import test from 'ava';
import type { Shrunk } from '../../../campaign/threads/hunt-request.ts';
import { ShrunkFailures } from '../../../campaign/threads/shrunk-failures.ts';
import type { Shrinking } from '../../../search/finding.ts';
import type { Failure } from '../../../search/hunting/failure.ts';
import { findingOf, type Story } from '../../reports/performed.ts';

const STORY: Story = {
  target: 'votes-without-memory',
  property: 'one-vote-per-term',
  nodes: 2,
  seed: 19,
  actions: [{ kind: 'elapse', ms: 100 }],
};
const FINDING = findingOf(STORY);
const { property, run } = FINDING;
const FAILURE: Failure = { property, foundBy: 'timed', number: 1, run, signature: null };

function shrunkTo(result: Shrinking['result']): Shrunk {
  const finding = { ...FINDING, shrinking: { ...FINDING.shrinking, result } };
  return { place: 0, findings: [finding], divergence: null, traces: new Map() };
}

/** What a hunt that goes on from the first one has left to shrink. */
function leftAfter(result: Shrinking['result'], isStopped: boolean): readonly Failure[] {
  const first = new ShrunkFailures([FAILURE]);
  first.record(shrunkTo(result), isStopped);
  const { all: failures, traces } = first;
  return new ShrunkFailures([FAILURE], { failures, traces }).left;
}

test('what an interrupt cut short is shrunk again', (t) => {
  t.deepEqual(leftAfter('budget', true), [FAILURE], 'the finding stays as large as it was met');
});

test('what a budget ended is not shrunk again, and neither is what was done in time', (t) => {
  t.deepEqual(leftAfter('budget', false), []);
  t.deepEqual(leftAfter('1-minimal', true), []);
  t.deepEqual(leftAfter('proven shortest', true), []);
});

test('a finding that was cut short is one until then', (t) => {
  const first = new ShrunkFailures([FAILURE]);
  first.record(shrunkTo('budget'), true);
  t.is(first.findings.length, 1, 'what was announced is lost');
});
