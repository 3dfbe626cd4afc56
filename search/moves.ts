/** All decisions that are enabled in a state of a search, in numbers. */
import type { Decision, StepDecision } from '../simulator/decision.ts';
import type { Capabilities } from '../simulator/target.ts';
import type { KnownOutcome, Lexicon, MessageId, SituationId } from './lexicon.ts';
import type { SearchFault } from './search-types.ts';

/** A decision, still in numbers. */
export interface Move {
  readonly node: number;
  readonly kind: 'fire' | 'deliver' | 'propose' | 'crash';
  /** Of `fire`. */
  readonly timer: string;
  /** Of `deliver`. */
  readonly message: MessageId;
  /** How many effects are performed before a crash; 0: the step is not cut short. */
  readonly crashAfter: number;
}

/** Told of each enabled move: what it leads to, and which flight it delivers (-1: none). */
type Visitor = (move: Move, outcome: KnownOutcome, consumed: number) => void;

export class Moves {
  readonly #lexicon: Lexicon;
  readonly #proposes: boolean;
  readonly #duplicates: boolean;
  readonly #crashes: boolean;
  readonly #crashesWithin: boolean;

  constructor(lexicon: Lexicon, capabilities: Capabilities, faults: readonly SearchFault[]) {
    this.#lexicon = lexicon;
    this.#proposes = capabilities.proposals;
    this.#duplicates = faults.includes('duplicate');
    this.#crashes = faults.includes('crash');
    this.#crashesWithin = faults.includes('crashWithin');
  }

  each(situations: readonly SituationId[], flights: readonly MessageId[], visit: Visitor): void {
    for (const [slot, id] of situations.entries()) this.#ofNode(slot + 1, id, visit);
    for (const [place, message] of flights.entries()) {
      if (place > 0 && flights[place - 1] === message) continue;
      this.#ofMessage(situations, message, place, visit);
    }
  }

  /** The moves of a run as decisions. A message that is needed again later is duplicated. */
  decisions(moves: readonly Move[]): Decision[] {
    return moves.map((move, place) => {
      const isNeededAgain = moves
        .slice(place + 1)
        .some(({ kind, message }) => kind === 'deliver' && message === move.message);
      const isCopied = this.#duplicates && move.kind === 'deliver' && isNeededAgain;
      return this.#decision(move, isCopied);
    });
  }

  #ofNode(node: number, id: SituationId, visit: Visitor): void {
    const { timers, view } = this.#lexicon.situation(id);
    for (const timer of timers) {
      const after = (cut: number): KnownOutcome => this.#lexicon.afterFire(id, timer, cut);
      this.#step({ node, kind: 'fire', timer, message: -1, crashAfter: 0 }, id, after, -1, visit);
    }
    if (this.#proposes && view.role === 'leader') {
      const after = (cut: number): KnownOutcome =>
        this.#lexicon.afterProposal(id, commandOf(node), cut);
      const move: Move = { node, kind: 'propose', timer: '', message: -1, crashAfter: 0 };
      this.#step(move, id, after, -1, visit);
    }
    if (!this.#crashes) return;
    const crashed = this.#lexicon.afterCrash(id);
    if (crashed.after === id) return;
    visit({ node, kind: 'crash', timer: '', message: -1, crashAfter: 0 }, crashed, -1);
  }

  #ofMessage(
    situations: readonly SituationId[],
    message: MessageId,
    place: number,
    visit: Visitor,
  ): void {
    const { node } = this.#lexicon.message(message);
    const id = situations[node - 1];
    if (id === undefined) return;
    const after = (cut: number): KnownOutcome => this.#lexicon.afterDelivery(id, message, cut);
    this.#step(
      { node, kind: 'deliver', timer: '', message, crashAfter: 0 },
      id,
      after,
      place,
      visit,
    );
  }

  /**
   * The whole step, unless it leaves everything as it was and nobody notices it; and the step cut
   * short by a crash.
   */
  #step(
    move: Move,
    id: SituationId,
    after: (cut: number) => KnownOutcome,
    place: number,
    visit: Visitor,
  ): void {
    const whole = after(0);
    if (whole.after !== id || !whole.isIdle) visit(move, whole, place);
    if (!this.#crashesWithin) return;
    for (const crashAfter of whole.cuts) {
      visit({ ...move, crashAfter }, after(crashAfter), place);
    }
  }

  #decision(move: Move, isNeededAgain: boolean): Decision {
    if (move.kind === 'crash') return { kind: 'crash', node: move.node };
    const step = this.#stepDecision(move, isNeededAgain);
    const { crashAfter } = move;
    return crashAfter === 0 ? step : { kind: 'crashWithin', step, afterEffects: crashAfter };
  }

  #stepDecision({ node, kind, timer, message }: Move, isNeededAgain: boolean): StepDecision {
    if (kind === 'fire') return { kind, node, timer };
    if (kind === 'propose') return { kind, node, command: commandOf(node) };
    const { from, message: content } = this.#lexicon.message(message);
    return { kind: isNeededAgain ? 'duplicate' : 'deliver', from, to: node, message: content };
  }
}

/** What a client says to a node: it tells apart what different leaders append. */
function commandOf(node: number): string {
  return `by-n${node}`;
}
