// Each cause, in the report of a real run of a target that has it.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import type { Action } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import { tellStory } from '../../reports/story/telling.ts';
import { traceIndex } from '../../reports/story/trace-index.ts';
import { recordScenario } from '../../search/running/record.ts';
import { isPure, type PureTarget } from '../../simulator/target.ts';
import { mutantOfRules } from '../../targets/mutants/mutant.ts';
import { raft } from '../../targets/raft.ts';
import { EVEN_WATER, targetOf } from './performed.ts';

interface Run {
  readonly target: PureTarget;
  readonly property: PropertyId;
  readonly nodes: number;
  readonly actions?: readonly Action[];
}

/** The causes that a report names, of the first seed that breaks the property. */
function causesOf({ target, property, nodes, actions = [] }: Run): readonly string[] {
  const base = { nodes, timing: LAB_TIMING, settings: EVEN_WATER, actions };
  for (let seed = 1; seed <= 60; seed += 1) {
    const { result, trace } = recordScenario(target, { ...base, seed }, new Set([property]));
    const witness = result.violations.find((broken) => broken.property === property)?.witness;
    if (witness === undefined) continue;
    const index = traceIndex(trace, nodes);
    const by = {
      faultOf: () => null,
      loserOf: () => null,
      copierOf: () => null,
      isNeeded: () => false,
    };
    return tellStory(index, { property, witness, timing: LAB_TIMING }, by).causes;
  }
  throw new Error(`no seed up to 60 breaks ${property} of ${target.name}`);
}

function mutant(id: string, rules: Parameters<typeof mutantOfRules>[1]): PureTarget {
  const diagnosis = {
    id,
    seedDefect: null,
    catalogueId: 'none',
    title: id,
    story: id,
    sources: [],
    breaks: 'eventual-leader',
    shortest: null,
  } as const;
  return mutantOfRules(diagnosis, rules).target;
}

test('a candidate that has the votes and does not lead is named', (t) => {
  const target = mutant('needs-all-votes', { majority: (members) => members });
  const lost: Action = { kind: 'failForGood', node: 1 };
  const [cause] = causesOf({ target, property: 'eventual-leader', nodes: 3, actions: [lost] });
  t.regex(
    cause ?? '',
    /^n[23] had 2 of 3 votes of term \d+ at .*, and did not lead it(, and .*more.*)?\.$/,
  );
});

test('a vote of an older term that is held on to is named as the reason of a refusal', (t) => {
  const target = pureTarget('higher-term-keeps-vote');
  const [cause] = causesOf({ target, property: 'eventual-leader', nodes: 2 });
  t.regex(
    cause ?? '',
    /^n\d refused n\d its vote at .*: it held on to its vote for \w+ of term \d+ when.*likewise/,
  );
});

test('a refusal that no rule of Raft explains is named as such', (t) => {
  const target = mutant('refuses-everyone', { mayVote: () => false });
  const [cause] = causesOf({ target, property: 'eventual-leader', nodes: 2 });
  t.regex(
    cause ?? '',
    /^n\d refused n\d its vote at .*: though it held no vote in term \d+, and its log was not/,
  );
});

test('AppendEntries that are refused are named with the reason', (t) => {
  const target = mutant('never-matches', { logMatches: () => false });
  const causes = causesOf({ target, property: 'progress', nodes: 2 });
  t.regex(
    causes.join(' '),
    /n\d refused AppendEntries of n\d at .*, each with prevLogIndex 0 .*: though every log agrees/,
  );
});

test('a node whose timers do not fire is named', (t) => {
  // The election timer is never set again once it fired.
  const target: PureTarget<Parameters<typeof raft.view>[0]> = {
    ...raft,
    name: 'sets-no-timer',
    step(state, input, localTimeMs) {
      const { state: next, effects } = raft.step(state, input, localTimeMs);
      const rest = effects.filter(({ kind }) => kind !== 'setTimer');
      return { state: next, effects: rest };
    },
  };
  const [cause] = causesOf({ target, property: 'eventual-leader', nodes: 2 });
  t.regex(
    cause ?? '',
    /^No timer of n\d fired in the last \d+ ms, though it heard from no leader: none was armed\.$/,
  );
});

test('a node that nothing reaches is named, and that no node sent it anything', (t) => {
  // Nothing is ever sent to n1: it stands again and again, and nobody answers.
  const target: PureTarget<Parameters<typeof raft.view>[0]> = {
    ...raft,
    name: 'ignores-n1',
    step(state, input, localTimeMs) {
      const { state: next, effects } = raft.step(state, input, localTimeMs);
      const rest = effects.filter((effect) => effect.kind !== 'send' || effect.to !== 1);
      return { state: next, effects: rest };
    },
  };
  const causes = causesOf({ target, property: 'eventual-leader', nodes: 2 });
  t.regex(
    causes.join(' '),
    /n1 received nothing in .*, though it sent \d+ messages .*: no node sent it anything/,
  );
});

test('a leader that gives up is named with the last answer that it had', (t) => {
  const target = pureTarget('leader-forgets-contact');
  const [cause] = causesOf({ target, property: 'stable-leader', nodes: 2 });
  t.regex(
    cause ?? '',
    /^n\d's quorum check timer fired at .*, though n\d had answered n\d at step \d+, \d+ ms/,
  );
});

test('a leader that stopped asking is told apart from one that was not answered', (t) => {
  const target = pureTarget('heartbeats-one-by-one');
  const lost: Action = { kind: 'failForGood', node: 1 };
  const [cause] = causesOf({ target, property: 'stable-leader', nodes: 3, actions: [lost] });
  t.regex(
    cause ?? '',
    /: n\d had sent nothing to n\d since its last answer at step \d+, \d+ ms before \(heartbeats/,
  );
});

function pureTarget(name: string): PureTarget {
  const target = targetOf(name);
  if (!isPure(target)) throw new Error(`${name} is no pure target`);
  return target;
}

test('a node that refuses the leader that it hears is named with what it refused', (t) => {
  const target = pureTarget('rivals-leader-refused');
  const [cause] = causesOf({ target, property: 'stable-leader', nodes: 3 });
  t.regex(
    cause ?? '',
    /^n\d had received \d+ AppendEntries in .* stood at step \d+, the last at step \d+, and ref/,
  );
});
