// A cache answers what the simulator would, and its numbers follow content.
import test from 'ava';
import fc from 'fast-check';
import { PAPER_RULES } from '../../../core/rules.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { TransitionCache } from '../../../search/exploring/transition-cache.ts';
import type { KnownOutcome, MessageId } from '../../../search/exploring/transition-cache.ts';
import { commandOf } from '../../../search/proposed-command.ts';
import {
  crashAndRestart,
  cutsOf,
  firstBoot,
  takeStep,
  type NodeState,
  type StepOutcome,
} from '../../../simulator/node-state.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import type { StepEvent } from '../../../trace/event.ts';
import { appendNotSynced } from '../../../targets/mutants/append-not-synced.ts';
import { raft, raftTarget } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import { holds } from '../../property-run.ts';
import { anyTable, machineOf } from './machine.ts';

const NODES = 3;
const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });

/** Answers before it writes, so that steps can be cut short. */
const repliesFirst = raftTarget('replies-first', {
  ...PAPER_RULES,
  orderEffects: (writes, others) => [...others, ...writes],
});

/** All of a node but how often it has booted, which nothing that it does depends on. */
function content({ incarnation: _, ...rest }: NodeState): unknown {
  return rest;
}

/** One walk: at every step the cache and the simulator are asked the same. */
class Walk {
  readonly target: PureTarget;
  readonly cache: TransitionCache;
  readonly nodeStates: number[];
  readonly messages: MessageId[] = [];
  /** Numbers by content, of all that was seen. */
  readonly numbers = new Map<string, number>();
  readonly views = new Map<string, number>();

  constructor(target: PureTarget) {
    this.target = target;
    this.cache = new TransitionCache(target, NODES, LAB_TIMING);
    this.nodeStates = this.cache.boots.map(({ after }) => after);
    for (const { sent } of this.cache.boots) this.messages.push(...sent);
  }

  /** What the picked decision comes to by the cache, asked twice, and by the simulator. */
  take(pick: number): readonly [KnownOutcome, KnownOutcome, StepOutcome] {
    const id = this.nodeStates[pick % NODES] ?? 0;
    const before = this.cache.nodeState(id);
    const rest = Math.floor(pick / NODES);
    const choices = before.timers.length + this.messages.length + 2;
    const choice = rest % choices;
    if (choice === 0) {
      const asked = (): KnownOutcome => this.cache.crash(id);
      return this.#went([asked(), asked(), crashAndRestart(this.target, before)]);
    }
    const cutAt = Math.floor(rest / choices);
    if (choice === 1) {
      const { self: node } = before.identity;
      const event = { kind: 'proposed', node, command: commandOf(node) } as const;
      return this.#step(before, event, cutAt, (cut) => this.cache.propose(id, cut));
    }
    const timer = before.timers[choice - 2];
    if (timer !== undefined) {
      const event = { kind: 'timerFired', node: before.identity.self, timer } as const;
      return this.#step(before, event, cutAt, (cut) => this.cache.fire(id, timer, cut));
    }
    const message = this.messages[choice - 2 - before.timers.length] ?? 0;
    const event = this.cache.message(message);
    const receiver = this.nodeStates[event.node - 1] ?? 0;
    return this.#step(this.cache.nodeState(receiver), event, cutAt, (cut) =>
      this.cache.deliver(receiver, message, cut),
    );
  }

  /** Cuts the step short if it can be. */
  #step(
    before: NodeState,
    event: StepEvent,
    cutAt: number,
    ask: (cut: number) => KnownOutcome,
  ): readonly [KnownOutcome, KnownOutcome, StepOutcome] {
    const whole = takeStep(this.target, before, event, null);
    const cuts = [0, ...cutsOf(whole.effects)];
    const cut = cuts[cutAt % cuts.length] ?? 0;
    const expected = cut === 0 ? whole : takeStep(this.target, before, event, cut);
    // Asked in between for the step that is not cut, which must not be mixed up with it.
    const [first] = [ask(cut), ask(0)];
    return this.#went([first, ask(cut), expected]);
  }

  #went<Known extends readonly [KnownOutcome, KnownOutcome, StepOutcome]>(known: Known): Known {
    const [{ node, after, sent }] = known;
    this.nodeStates[node - 1] = after;
    for (const message of sent) if (!this.messages.includes(message)) this.messages.push(message);
    return known;
  }
}

/** Equal content, equal number, and the other way round. */
function isNumber(numbers: Map<string, number>, text: string, id: number): boolean {
  const known = numbers.get(text);
  if (known !== undefined) return known === id;
  const isNew = ![...numbers.values()].includes(id);
  numbers.set(text, id);
  return isNew;
}

function cacheLaw(t: Parameters<typeof holds>[0], target: PureTarget, drawn: readonly number[]) {
  const walk = new Walk(target);
  const { cache } = walk;
  for (const pick of drawn) {
    const [outcome, again, expected] = walk.take(pick);
    t.is(again, outcome, 'the second time it must be looked up, not worked out');
    t.is(outcome.thrown, null);
    t.deepEqual(content(cache.nodeState(outcome.after)), content(expected.after));
    t.deepEqual(outcome.happenings, expected.happenings);
    t.deepEqual(
      outcome.sent.map((message) => cache.message(message)),
      expected.sent,
    );
    t.is(outcome.term, expected.after.view.currentTerm);
    const isWhole = outcome.cause !== null && outcome.crashAfter === 0;
    t.deepEqual(outcome.cuts, isWhole ? cutsOf(expected.effects) : []);
    const text = JSON.stringify([content(expected.after), expected.after.unsynced === undefined]);
    t.true(isNumber(walk.numbers, text, outcome.after), text);
    const { role, currentTerm, votedFor, log, commitIndex, matchIndex } = expected.after.view;
    const view = JSON.stringify([role, currentTerm, votedFor, log, commitIndex, matchIndex]);
    t.true(isNumber(walk.views, view, cache.viewId(outcome.after)), view);
  }
}

for (const target of [raft, repliesFirst, appendNotSynced.target, tutorial] as PureTarget[]) {
  test(`over ${target.name} the cache answers what the simulator does, step by step`, (t) => {
    const law = fc.property(picks, (drawn) => {
      cacheLaw(t, target, drawn);
    });
    holds(t, law, { numRuns: 12 });
  });
}

test('over any small machine the cache answers what the simulator does, step by step', (t) => {
  const law = fc.property(anyTable, picks, (table, drawn) => {
    cacheLaw(t, machineOf(table), drawn);
  });
  holds(t, law, { numRuns: 30 });
});

test('the first outcomes are the boots of all nodes', (t) => {
  const { boots } = new TransitionCache(raft, NODES, LAB_TIMING);
  for (const [slot, boot] of boots.entries()) {
    const booted = firstBoot(raft, { self: slot + 1, nodes: NODES, timing: LAB_TIMING });
    t.deepEqual(boot.happenings, booted.happenings);
    t.is(boot.node, slot + 1);
  }
  t.is(boots.length, NODES);
});

test('what a target throws is an outcome that leaves the node as it was', (t) => {
  const brittle: PureTarget = {
    ...(raft as PureTarget),
    step: () => {
      throw new TypeError('no such peer');
    },
  };
  const cache = new TransitionCache(brittle, NODES, LAB_TIMING);
  const id = cache.boots[0]?.after ?? 0;
  const outcome = cache.fire(id, 'election');
  t.is(outcome.thrown, 'TypeError: no such peer');
  t.is(outcome.after, id);
  t.is(cache.fire(id, 'election'), outcome);
  t.is(cache.size, NODES + 1, 'it is counted like any other');
});
