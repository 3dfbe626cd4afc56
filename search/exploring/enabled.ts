/** What may happen to a node in a node state, as the outcomes that it leads to. */
import type { Decision, EndingDecision, StepDecision } from '../../simulator/decision.ts';
import { supports, type Capabilities } from '../../simulator/capabilities.ts';
import type { SearchFault } from './bounds.ts';
import type { KnownOutcome, TransitionCache, MessageId, NodeStateId } from './transition-cache.ts';

export class Enabled {
  readonly #transitionCache: TransitionCache;
  readonly #proposes: boolean;
  readonly #crashes: boolean;
  readonly #crashesWithin: boolean;
  readonly #own: (readonly KnownOutcome[])[] = [];
  readonly #deliveries: Map<MessageId, readonly KnownOutcome[]>[] = [];

  constructor(
    transitionCache: TransitionCache,
    capabilities: Capabilities,
    faults: readonly SearchFault[],
  ) {
    this.#transitionCache = transitionCache;
    this.#proposes = supports(capabilities, 'proposals');
    this.#crashes = faults.includes('crash');
    this.#crashesWithin = faults.includes('crashWithin');
  }

  /** Without a message: its timers fire, a client proposes, it crashes. */
  own(id: NodeStateId): readonly KnownOutcome[] {
    return (this.#own[id] ??= this.#ownOf(id));
  }

  /** A message arrives. */
  delivered(id: NodeStateId, message: MessageId): readonly KnownOutcome[] {
    const deliveries = (this.#deliveries[id] ??= new Map());
    const known = deliveries.get(message);
    if (known !== undefined) return known;
    const outcomes = this.#cutToo((cut) => this.#transitionCache.deliver(id, message, cut));
    deliveries.set(message, outcomes);
    return outcomes;
  }

  #ownOf(id: NodeStateId): KnownOutcome[] {
    const { timers } = this.#transitionCache.nodeState(id);
    const outcomes = timers.flatMap((timer) =>
      this.#cutToo((cut) => this.#transitionCache.fire(id, timer, cut)),
    );
    if (this.#proposes) {
      const proposed = this.#cutToo((cut) => this.#transitionCache.propose(id, cut));
      outcomes.push(...proposed.filter((outcome) => !isIgnored(outcome, id)));
    }
    if (this.#crashes) outcomes.push(this.#transitionCache.crash(id));
    return outcomes;
  }

  /** The whole step, and the step cut short by a crash wherever that is a decision of its own. */
  #cutToo(after: (cut: number) => KnownOutcome): KnownOutcome[] {
    const whole = after(0);
    return this.#crashesWithin ? [whole, ...whole.cuts.map(after)] : [whole];
  }
}

/** A proposal that its node ignored leads nowhere, and need not be remembered by anyone. */
function isIgnored(
  { after, happenings, sent, thrown }: KnownOutcome,
  before: NodeStateId,
): boolean {
  return thrown === null && after === before && sent.length === 0 && happenings.length === 1;
}

/** The decision that an outcome comes of. `isKept`: the message stays in flight. */
export function decisionOf(
  { node, cause, crashAfter }: KnownOutcome,
  isKept: boolean,
): Exclude<Decision, EndingDecision> {
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
