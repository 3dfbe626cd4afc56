// The proof without bounds, and that the states it rests on leave none out.
import fc from 'fast-check';
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { alwaysElectable } from '../../../search/dead-ends/always-electable.ts';
import { LocalClosure } from '../../../search/dead-ends/local-closure.ts';
import { Terms } from '../../../search/dead-ends/terms.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { NodeState } from '../../../simulator/node-state.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { raft } from '../../../targets/raft.ts';

const NODES = 3;
const TARGET = raft as PureTarget;
const SILENCE = { happened: () => undefined, sent: () => undefined };
const RUNS = { seed: 1, numRuns: 150 };

/** The same target, which does not tell where its terms are. */
function withoutRenumbering({ renumberTerms: _renumberTerms, ...opaque }: PureTarget): PureTarget {
  return opaque;
}

test('from every state that the core can reach without proposals, an election can succeed', (t) => {
  for (const nodes of [1, 2, 3]) {
    const proof = alwaysElectable(TARGET, nodes, LAB_TIMING, SEARCH_FAULTS);
    if (proof.kind === 'notProven') return t.fail(`${nodes} nodes: ${proof.why}`);
    t.true(proof.tuples > 0 && proof.states >= nodes);
    t.true(proof.rounds <= 2, `${proof.rounds} rounds: has the core become slower?`);
  }
});

test('what can be stuck without proposals is not proven', (t) => {
  for (const id of ['higher-term-keeps-vote', 'vote-reply-in-old-term']) {
    const mutant = MUTANTS.find((one) => one.id === id);
    if (mutant === undefined) return t.fail(`there is no mutant ${id}`);
    t.is(alwaysElectable(mutant.target, NODES, LAB_TIMING, SEARCH_FAULTS).kind, 'notProven', id);
  }
});

test('a target that cannot renumber its terms is not proven, and says so', (t) => {
  const opaque = withoutRenumbering(TARGET);
  t.deepEqual(alwaysElectable(opaque, NODES, LAB_TIMING, SEARCH_FAULTS), {
    kind: 'notProven',
    why: 'the target cannot renumber its terms',
  });
});

/** Takes the picks one after the other: timers, arrivals, copies, crashes; never a proposal. */
function walked(target: PureTarget, picks: readonly number[]): readonly NodeState[] {
  const cluster = new UntimedCluster(target, { nodes: NODES, timing: LAB_TIMING }, SILENCE);
  const met = [...cluster.nodes];
  for (const pick of picks) {
    const steps = cluster.enabled('never').filter(({ kind }) => kind !== 'propose');
    const step = steps[pick % Math.max(1, steps.length)];
    const crash: Decision = { kind: 'crash', node: 1 + (pick % NODES) };
    const isCopy = step?.kind === 'deliver' && pick % 5 === 0;
    const decision = isCopy ? ({ ...step, kind: 'duplicate' } as const) : step;
    cluster.perform(pick % 11 === 0 || decision === undefined ? crash : decision);
    met.push(...cluster.nodes);
  }
  return met;
}

const PICKS = fc.array(fc.nat(10_000), { maxLength: 80 });

test('whatever happens, each node is in a state of its closure', (t) => {
  const terms = Terms.of(TARGET);
  if (terms === null) return t.fail('the core can renumber its terms');
  const closure = new LocalClosure(TARGET, terms, NODES, LAB_TIMING, SEARCH_FAULTS);
  fc.assert(
    fc.property(PICKS, (picks) => walked(TARGET, picks).every((node) => closure.includes(node))),
    RUNS,
  );
  t.pass();
});

test('the core only compares terms, copies them, and adds one to its own', (t) => {
  const terms = Terms.of(TARGET);
  if (terms === null) return t.fail('the core can renumber its terms');
  const isAlike = (picks: readonly number[], from: number, by: number): boolean => {
    // Terms from the first gap on move up; a gap lies where no node's own term is just below.
    const nodes = walked(TARGET, picks).slice(-NODES);
    const own = nodes.map(({ view }) => view.currentTerm);
    const isGap = (term: number): boolean => !own.includes(term - 1);
    const start = [0, 1, 2, 3, 4, 5].map((step) => from + step).find(isGap) ?? 100;
    const move = (term: number): number => (term >= start ? term + by : term);
    return nodes.every((node) => {
      const moved = terms.renumberedNode(node, move);
      return node.timers.every((timer) => {
        const input = { kind: 'timerFired', timer, luck: 0 } as const;
        const { state, effects } = TARGET.step(node.state, input, null);
        const again = TARGET.step(moved.state, input, null);
        const expected = terms.renumberedNode({ ...node, state }, move).state;
        return (
          JSON.stringify(again.state) === JSON.stringify(expected) &&
          again.effects.length === effects.length
        );
      });
    });
  };
  fc.assert(fc.property(PICKS, fc.integer({ min: 1, max: 6 }), fc.nat(9), isAlike), RUNS);
  t.pass();
});
