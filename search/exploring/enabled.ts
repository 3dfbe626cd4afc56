/** What may happen to a node in a situation, as the outcomes that it leads to. */
import type { Decision, StepDecision } from '../../simulator/decision.ts';
import type { Capabilities } from '../../simulator/target.ts';
import type { SearchFault } from './bounds.ts';
import type { KnownOutcome, Lexicon, MessageId, SituationId } from './transition-cache.ts';

export class Enabled {
  readonly #lexicon: Lexicon;
  readonly #proposes: boolean;
  readonly #crashes: boolean;
  readonly #crashesWithin: boolean;
  readonly #own: (readonly KnownOutcome[])[] = [];
  readonly #deliveries: Map<MessageId, readonly KnownOutcome[]>[] = [];

  constructor(lexicon: Lexicon, capabilities: Capabilities, faults: readonly SearchFault[]) {
    this.#lexicon = lexicon;
    this.#proposes = capabilities.proposals;
    this.#crashes = faults.includes('crash');
    this.#crashesWithin = faults.includes('crashWithin');
  }

  /** Without a message: its timers fire, a client proposes, it crashes. */
  own(id: SituationId): readonly KnownOutcome[] {
    return (this.#own[id] ??= this.#ownOf(id));
  }

  /** A message arrives. */
  delivered(id: SituationId, message: MessageId): readonly KnownOutcome[] {
    const deliveries = (this.#deliveries[id] ??= new Map());
    const known = deliveries.get(message);
    if (known !== undefined) return known;
    const outcomes = this.#cutToo((cut) => this.#lexicon.deliver(id, message, cut));
    deliveries.set(message, outcomes);
    return outcomes;
  }

  #ownOf(id: SituationId): KnownOutcome[] {
    const { timers } = this.#lexicon.situation(id);
    const outcomes = timers.flatMap((timer) =>
      this.#cutToo((cut) => this.#lexicon.fire(id, timer, cut)),
    );
    if (this.#proposes) outcomes.push(...this.#cutToo((cut) => this.#lexicon.propose(id, cut)));
    if (this.#crashes) outcomes.push(this.#lexicon.crash(id));
    return outcomes;
  }

  /** The whole step, and the step cut short by a crash wherever that is a decision of its own. */
  #cutToo(after: (cut: number) => KnownOutcome): KnownOutcome[] {
    const whole = after(0);
    return this.#crashesWithin ? [whole, ...whole.cuts.map(after)] : [whole];
  }
}

/** The decision that an outcome comes of. `isKept`: the message stays in flight. */
export function decisionOf({ node, cause, crashAfter }: KnownOutcome, isKept: boolean): Decision {
  if (cause === null) return { kind: 'crash', node };
  let step: StepDecision;
  switch (cause.kind) {
    case 'timerFired':
      step = { kind: 'fire', node, timer: cause.timer };
      break;
    case 'proposed':
      step = { kind: 'propose', node, command: cause.command };
      break;
    case 'received': {
      const { from, message } = cause;
      step = { kind: isKept ? 'duplicate' : 'deliver', from, to: node, message };
      break;
    }
  }
  return crashAfter === 0 ? step : { kind: 'crashWithin', step, afterEffects: crashAfter };
}
