/** Every system under test that comes with whitewater, and what a hunt must find out about it. */
import type { Target } from '../simulator/target.ts';
import { MUTANTS } from './mutants/all.ts';
import type { Mutant } from './mutants/mutant.ts';
import { liferaft, liferaftWithLog } from './npm/liferaft.ts';
import { tinyraft, tinyraftWithLease } from './npm/tinyraft.ts';
import { raftLive } from './raft-live.ts';
import { raft } from './raft.ts';
import { tutorial } from './tutorial/target.ts';

/** What is known of a target beforehand: that it is sound, or a property that it breaks. */
export type Expected =
  | { readonly verdict: 'held' }
  | { readonly verdict: 'violated'; readonly by: string };

export interface Registered {
  readonly name: string;
  /** One line, for lists. */
  readonly title: string;
  readonly target: Target;
  /** Cluster sizes in which what is expected can be seen. */
  readonly nodes: readonly number[];
  readonly expected: Expected;
  /** Properties that it is known to break besides, if they are asked for. */
  readonly alsoBreaks?: readonly string[];
}

function registeredMutant({ id, title, target, nodes, breaks }: Mutant): Registered {
  return { name: id, title, target, nodes, expected: { verdict: 'violated', by: breaks } };
}

/** Published packages, in the versions of targets/npm/package.json. */
export const PACKAGES: readonly Registered[] = [
  {
    name: tinyraft.name,
    title: 'tinyraft 1.0.1 from npm, with its defaults',
    target: tinyraft,
    nodes: [3],
    expected: { verdict: 'violated', by: 'eventual-leader' },
  },
  {
    name: tinyraftWithLease.name,
    title: 'tinyraft 1.0.1 from npm, whose leaders expire without a quorum of answers',
    target: tinyraftWithLease,
    nodes: [3, 5],
    expected: { verdict: 'violated', by: 'stable-leader' },
  },
  {
    name: liferaft.name,
    title: '@markwylde/liferaft 1.4.0 from npm, without a log',
    target: liferaft,
    nodes: [4, 5],
    expected: { verdict: 'violated', by: 'leader-has-quorum' },
    alsoBreaks: ['one-vote-per-term', 'election-safety'],
  },
  {
    name: liferaftWithLog.name,
    title: '@markwylde/liferaft 1.4.0 from npm, with a log on a disk',
    target: liferaftWithLog,
    nodes: [3, 5],
    expected: { verdict: 'violated', by: 'election-safety' },
    alsoBreaks: ['one-vote-per-term', 'term-monotonic'],
  },
];

export const REGISTRY: readonly Registered[] = [
  {
    name: raft.name,
    title: 'Raft as the paper has it',
    target: raft,
    nodes: [3, 5],
    expected: { verdict: 'held' },
  },
  {
    name: tutorial.name,
    title: "a course tutorial's leader election, with the defects of its text",
    target: tutorial,
    nodes: [3, 5],
    expected: { verdict: 'violated', by: 'election-safety' },
  },
  {
    name: raftLive.name,
    title: 'the same Raft as an object with timers of its own: the control of the live host',
    target: raftLive,
    nodes: [3, 5],
    expected: { verdict: 'held' },
  },
  ...PACKAGES,
  ...MUTANTS.map(registeredMutant),
];

/** The target of this name; undefined if there is none. */
export function registered(name: string): Registered | undefined {
  return REGISTRY.find((entry) => entry.name === name);
}
