/** How much a run does when nothing else is said. */
import { SCHEDULERS, type SchedulerName } from '../search/walking/scheduler.ts';
import type { Budget } from './quantity.ts';

export type ProfileName = 'quick' | 'pr' | 'nightly' | 'soak';

export interface Profile {
  /** One line, for lists. */
  readonly title: string;
  /** For each target. */
  readonly budget: Budget;
  /** The same for a target that is known to be broken: its hunt ends with a find. */
  readonly patience: Budget;
  readonly nodes: readonly number[];
  /** Actions in one run, at most. */
  readonly maxActions: number;
  /** They take turns in adversarial runs: what one of them hardly meets, another does. */
  readonly schedulers: readonly SchedulerName[];
  /** Whether a hunt goes on after its first find, and counts. */
  readonly keepGoing: boolean;
  /** Whether runs that show new states are kept, and guide later ones. */
  readonly keepsCorpus: boolean;
  /** Whether known defects are hunted for first: a long silence should be worth something. */
  readonly hasCanaries: boolean;
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  quick: {
    title: 'while you wait: ten seconds for each target',
    budget: { kind: 'time', ms: 10_000 },
    patience: { kind: 'time', ms: 60_000 },
    nodes: [3, 5],
    maxActions: 40,
    schedulers: SCHEDULERS,
    keepGoing: false,
    keepsCorpus: false,
    hasCanaries: false,
  },
  pr: {
    title: 'for a pull request: a number of runs, so that the same commit does the same work',
    budget: { kind: 'runs', runs: 5000 },
    patience: { kind: 'runs', runs: 50_000 },
    nodes: [3, 5],
    maxActions: 40,
    schedulers: SCHEDULERS,
    keepGoing: false,
    keepsCorpus: false,
    hasCanaries: false,
  },
  nightly: {
    title: 'half an hour for each target, all sizes of clusters, longer runs',
    budget: { kind: 'time', ms: 30 * 60_000 },
    patience: { kind: 'time', ms: 30 * 60_000 },
    nodes: [1, 2, 3, 4, 5, 7],
    maxActions: 80,
    schedulers: SCHEDULERS,
    keepGoing: true,
    keepsCorpus: true,
    hasCanaries: true,
  },
  soak: {
    title: 'eight hours for each target, as nightly',
    budget: { kind: 'time', ms: 8 * 3_600_000 },
    patience: { kind: 'time', ms: 8 * 3_600_000 },
    nodes: [1, 2, 3, 4, 5, 7, 9],
    maxActions: 160,
    schedulers: SCHEDULERS,
    keepGoing: true,
    keepsCorpus: true,
    hasCanaries: true,
  },
};

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];
