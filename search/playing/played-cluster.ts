/** A cluster that is taken along a path, with everything that is seen of it on the way. */
import { Check } from '../../properties/check.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Property } from '../../properties/property.ts';
import { isEnding, type Decision, type Deliver, type Duplicate } from '../../simulator/decision.ts';
import { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import { Digest } from '../../trace/digest.ts';
import type { Received } from '../../trace/event.ts';
import { allOf } from '../../trace/observer.ts';
import { Recorder } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import { canonicalJson } from '../canonical-json.ts';
import { goalsFairTo } from '../dead-ends/fair-goals.ts';
import { safetyFairTo } from '../running/fair-properties.ts';
import { judgeEnd } from '../running/judge-end.ts';
import { runFacts } from '../run-facts.ts';
import { listenerOf } from '../running/run-under-way.ts';
import type { Game, Lose, Path, PlayDecision } from './game.ts';

export class PlayedCluster {
  readonly properties: readonly Property[];
  readonly check: Check;
  readonly recorder = new Recorder();
  readonly linesBefore: number[] = [];
  readonly path: PlayDecision[] = [];
  readonly #digest = new Digest();
  readonly #cluster: UntimedCluster;
  /** By content and link: how many copies of a message will never arrive. */
  readonly #lost = new Map<string, number>();
  #skipped = 0;

  /** Performs the path; a decision that is not enabled is skipped. */
  constructor({ target, nodes, timing }: Game, path: Path) {
    const decisions = decisionsIn(path);
    // What is still possible is judged where the player says that all else is over.
    const goals = decisions.some(isEnding) ? goalsFairTo(target.capabilities) : [];
    const safety = safetyFairTo(target.capabilities, null);
    this.properties = [...safety, ...goals.map(propertyNamed)];
    this.check = new Check(this.properties, runFacts(target, nodes, timing));
    const observer = allOf([this.recorder, this.#digest, this.check]);
    listenerOf(target)?.begins({ kind: 'schedule', nodes, timing, decisions });
    this.#cluster = new UntimedCluster(target, { nodes, timing }, observer);
    for (const decision of path) this.#perform(decision);
    if (!this.check.isBroken) judgeEnd(target, timing, this.#cluster, goals, observer);
  }

  get skipped(): number {
    return this.#skipped;
  }

  get digest(): string {
    return this.#digest.value;
  }

  get nodes(): UntimedCluster['nodes'] {
    return this.#cluster.nodes;
  }

  get ending(): UntimedCluster['ending'] {
    return this.#cluster.ending;
  }

  /** Nodes that never come back. */
  get failed(): readonly NodeId[] {
    return this.#cluster.failed;
  }

  /** Messages that may still arrive, each copy of its own. */
  get inFlight(): readonly Received[] {
    const lost = new Map(this.#lost);
    return this.#cluster.inFlight.filter((flight) => {
      const name = nameOf({ ...flight, to: flight.node });
      const copies = lost.get(name) ?? 0;
      if (copies > 0) lost.set(name, copies - 1);
      return copies === 0;
    });
  }

  #perform(decision: PlayDecision): void {
    const lines = this.recorder.lines.length;
    const before = this.#cluster.performed.length;
    if (!this.#isDone(decision)) {
      this.#skipped += 1;
      return;
    }
    const performed = decision.kind === 'lose' ? [decision] : this.#cluster.performed.slice(before);
    for (const one of performed) {
      this.path.push(one);
      this.linesBefore.push(lines);
    }
  }

  #isDone(decision: PlayDecision): boolean {
    switch (decision.kind) {
      case 'lose':
        return this.#lose(decision);
      case 'act':
      case 'finish':
        // Both need a clock.
        return false;
      default:
        return this.#perhapsArrives(decision);
    }
  }

  #lose(lose: Lose): boolean {
    if (!this.#mayArrive(lose)) return false;
    const name = nameOf(lose);
    this.#lost.set(name, (this.#lost.get(name) ?? 0) + 1);
    return true;
  }

  /** What is lost does not arrive, even if the network still has it. */
  #perhapsArrives(decision: Decision): boolean {
    const step = decision.kind === 'crashWithin' ? decision.step : decision;
    const isArrival = step.kind === 'deliver' || step.kind === 'duplicate';
    if (isArrival && !this.#mayArrive(step)) return false;
    return this.#cluster.perform(decision);
  }

  #mayArrive(wanted: Deliver | Duplicate | Lose): boolean {
    if (this.#lost.size === 0 && wanted.kind !== 'lose') return true;
    const name = nameOf(wanted);
    return this.inFlight.some((flight) => nameOf({ ...flight, to: flight.node }) === name);
  }
}

/** The same path as a schedule has it. */
export function decisionsIn(path: Path): readonly Decision[] {
  return path.filter((decision) => isOfSchedule(decision));
}

function isOfSchedule(decision: PlayDecision): decision is Decision {
  return !['lose', 'act', 'finish'].includes(decision.kind);
}

/** Equal for messages that are as good as each other. */
export function nameOf({ from, to, message }: Omit<Lose, 'kind'>): string {
  return `${from}>${to} ${canonicalJson(message)}`;
}
