/**
 * A mutant is Raft with one thing wrong, taken from a real defect. It names the property that it
 * must break: if a hunt does not find that, the hunt is at fault.
 */
import { PAPER_RULES, type RaftRules } from '../../core/rules.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raftTarget } from '../raft.ts';

/** What is known of a mutant, whatever it is made of. */
export interface Diagnosis {
  /** Also the name of its target. */
  readonly id: string;
  /** Which of the tutorial's eight defects it is; null if it is none of them. */
  readonly seedDefect: 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | null;
  /**
   * A short number for the kind of defect, LE election, PC persistence and crashes, LR log
   * replication, LV liveness; null if none.
   */
  readonly catalogueId: string | null;
  /** One line, for lists. */
  readonly title: string;
  /** What is wrong and what comes of it, in two to four plain sentences. */
  readonly story: string;
  /** Who had it: `owner/repository#issue`, or a text. */
  readonly sources: readonly string[];
  /** Id of the property that it must break: the one that it breaks soonest. */
  readonly breaks: string;
  /** The shortest run known to break that property; null if none is, or the clock decides. */
  readonly shortest: Shortest | null;
  /** What else it is known to break, usually what the defect was published for. */
  readonly alsoBreaks?: readonly AlsoBroken[];
  /** Cluster sizes in which it can be found; three and five by default. */
  readonly nodes?: readonly number[];
}

/** A number of decisions: timers, deliveries, proposals and crashes cost one each. */
export interface Shortest {
  readonly decisions: number;
  /** In a cluster of this size. */
  readonly nodes: number;
  /** `proven`: exhaustive search found none shorter. `by hand`: perhaps one is. */
  readonly evidence: 'proven' | 'by hand';
}

/** The shortest run that breaks a further property. */
export interface AlsoBroken extends Shortest {
  /** Id of the property. */
  readonly property: string;
}

export interface Mutant extends Required<Diagnosis> {
  /** The rules that it has instead of the paper's; empty if it wraps the whole target. */
  readonly rules: Partial<RaftRules>;
  readonly target: PureTarget;
}

const USUAL_SIZES: readonly number[] = [3, 5];

/** The core with some of its rules replaced. */
export function mutantOfRules(diagnosis: Diagnosis, rules: Partial<RaftRules>): Mutant {
  const target = raftTarget(diagnosis.id, { ...PAPER_RULES, ...rules });
  return { ...completed(diagnosis), rules, target };
}

/** The core with something around it; what wraps it bears the id as its name. */
export function mutantOfTarget(diagnosis: Diagnosis, wrapped: PureTarget): Mutant {
  return { ...completed(diagnosis), rules: {}, target: { ...wrapped, name: diagnosis.id } };
}

function completed(diagnosis: Diagnosis): Required<Diagnosis> {
  return { alsoBreaks: [], nodes: USUAL_SIZES, ...diagnosis };
}
