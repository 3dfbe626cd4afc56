/**
 * A negative control is Raft with one thing wrong that cannot be observed, at least not as it is
 * judged here. It must survive: a hunt that reports a violation is wrong itself.
 */
import { PAPER_RULES, type RaftRules } from '../../core/rules.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raftTarget } from '../raft.ts';
import type { Mutant } from './mutant.ts';

export interface Control {
  readonly id: string;
  /** The number of the defect among the mutants; null if it has none. */
  readonly catalogueId: string | null;
  /** One line, for lists. */
  readonly title: string;
  /** Why nothing can come of it. */
  readonly why: string;
  /** Who had the defect: `owner/repository#issue`, or a text. */
  readonly sources: readonly string[];
  readonly target: PureTarget;
  /** Ids of the only properties that judge it; null for all. */
  readonly judgedBy: readonly string[] | null;
  /** The only cluster sizes in which it is hunted. */
  readonly nodes: readonly number[];
  /** Kinds of action that a scenario must leave out. */
  readonly without: readonly string[];
}

/** Under which circumstances a control must survive; everything that is not said is as usual. */
interface Circumstances {
  readonly judgedBy?: readonly string[];
  readonly nodes?: readonly number[];
  readonly without?: readonly string[];
}

/** The texts that describe a control. */
type Account = Pick<Control, 'id' | 'title' | 'why'>;

const AS_USUAL = { judgedBy: null, nodes: [3, 5], without: [] } as const;

/** A mutant that is no worse than Raft under some circumstances. */
export function sparedMutant(
  { catalogueId, sources, target }: Mutant,
  account: Account,
  circumstances: Circumstances,
): Control {
  return { ...AS_USUAL, ...circumstances, ...account, catalogueId, sources, target };
}

/** The core with a rule replaced, to no visible effect. */
export function controlOfRules(
  account: Account & Pick<Control, 'catalogueId' | 'sources'>,
  rules: Partial<RaftRules>,
): Control {
  const target = raftTarget(account.id, { ...PAPER_RULES, ...rules });
  return { ...AS_USUAL, ...account, target };
}
