/**
 * The order of the states that a layer leads to: that of the decisions which first lead to them, if
 * all states before them are tried in order. A state is numbered by it once the layer is done.
 */
import { ELSEWHERE, type StateId, type States } from './states.ts';

const FIRST_CAPACITY = 1 << 10;

export class LayerOrder {
  readonly #states: States;
  /** By new state, the place of the decision that leads to it among those of its parent. */
  #places = new Float64Array(FIRST_CAPACITY);
  #from: StateId = 0;
  #to: StateId = 0;
  #mark: StateId = 0;

  constructor(states: States) {
    this.#states = states;
  }

  /** Turns to the layer whose states lead to new ones. */
  enter(from: StateId, to: StateId): void {
    this.#from = from;
    this.#to = to;
    this.#mark = this.#states.count;
  }

  /** The place of the decision that leads to a new state. */
  add(state: StateId, place: number): void {
    const at = state - this.#mark;
    if (at === this.#places.length) {
      const wider = new Float64Array(2 * at);
      wider.set(this.#places);
      this.#places = wider;
    }
    this.#places[at] = place;
  }

  /** False unless this is an earlier way to a state that is new in this layer. */
  improve(state: StateId, parent: StateId, place: number): boolean {
    const known = this.#states.parentOf(state);
    if (parent > known) return false;
    const at = state - this.#mark;
    if (parent === known && place >= (this.#places[at] ?? 0)) return false;
    this.#states.setParent(state, parent);
    this.#places[at] = place;
    return parent !== known;
  }

  /** New states that are reached before a decision of a state; `parents` of it come before. */
  countBefore(parents: StateId, place: number | null): number {
    const states = this.#states;
    let count = 0;
    for (let state = this.#mark; state < states.count; state += 1) {
      const parent = states.parentOf(state);
      if (parent === ELSEWHERE || parent > parents) continue;
      const isEarlier = parent < parents || place === null;
      if (isEarlier || (this.#places[state - this.#mark] ?? 0) < place) count += 1;
    }
    return count;
  }

  /**
   * Numbers the new states in their order, after those that others have reached first. Returns how
   * many of the new ones each state of the layer leads to.
   */
  settle(): Int32Array {
    const states = this.#states;
    const { count } = states;
    const children = new Int32Array(this.#to - this.#from);
    let elsewhere = 0;
    for (let state = this.#mark; state < count; state += 1) {
      const parent = states.parentOf(state);
      if (parent === ELSEWHERE) elsewhere += 1;
      else children[parent - this.#from] = (children[parent - this.#from] ?? 0) + 1;
    }
    states.reorder(this.#mark, this.#ordered(children, elsewhere));
    return children;
  }

  #ordered(children: Int32Array, elsewhere: number): Int32Array {
    const states = this.#states;
    const order = new Int32Array(states.count - this.#mark);
    const starts = startsOf(children, elsewhere);
    const filled = new Int32Array(children.length);
    let left = 0;
    for (let state = this.#mark; state < states.count; state += 1) {
      const parent = states.parentOf(state) - this.#from;
      if (parent + this.#from === ELSEWHERE) {
        order[left] = state;
        left += 1;
        continue;
      }
      const start = starts[parent] ?? 0;
      const count = filled[parent] ?? 0;
      this.#insert(state, order, start, start + count);
      filled[parent] = count + 1;
    }
    return order;
  }

  /** Puts a state among its siblings, of which there are a few. */
  #insert(state: StateId, order: Int32Array, start: number, end: number): void {
    const place = this.#places[state - this.#mark] ?? 0;
    let at = end;
    while (at > start) {
      const before = order[at - 1] ?? 0;
      if ((this.#places[before - this.#mark] ?? 0) <= place) break;
      order[at] = before;
      at -= 1;
    }
    order[at] = state;
  }
}

function startsOf(children: Int32Array, first: number): Int32Array {
  const starts = new Int32Array(children.length);
  let start = first;
  for (let parent = 0; parent < children.length; parent += 1) {
    starts[parent] = start;
    start += children[parent] ?? 0;
  }
  return starts;
}
