/**
 * A proof without bounds: from every state that a protocol can reach while no client proposes, an
 * election can succeed. Whatever happens, each node is in one of the states of its closure, and so
 * a cluster is in one of their combinations, in terms that compare in one of a few ways. From all
 * of these a smallest majority elects a leader.
 */
import type { NodeState } from '../../simulator/node-state.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import { supports } from '../../simulator/capabilities.ts';
import type { PropertyId } from '../../properties/property.ts';
import { majorityOf } from '../../trace/view.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import type { Bounds, SearchFault, SearchResult } from '../exploring/bounds.ts';
import { Effort } from './effort.ts';
import { LocalClosure, NotClosed, inTerm } from './local-closure.ts';
import { subsetsOf } from './reached-states.ts';
import { Situations } from './situations.ts';
import { Terms } from './terms.ts';
import { WaysOut } from './way-out.ts';

/** Gaps between terms from here on are alike: an election of fewer rounds cannot close them. */
const GAP_CLAMP = 4;

/** About a second of work. */
const MAX_TUPLES = 40_000;

/**
 * - `proven`: `states` of single nodes, `messages` that they can send, and `tuples` of majorities,
 *   each at most `rounds` rounds from a leader.
 * - `notProven`: it says nothing.
 */
export type AlwaysElectable =
  | {
      readonly kind: 'proven';
      readonly states: number;
      readonly messages: number;
      readonly tuples: number;
      readonly rounds: number;
    }
  | { readonly kind: 'notProven'; readonly why: string };

/** What a search asked for. */
export interface Asked {
  readonly bounds: Pick<Bounds, 'nodes' | 'faults'>;
  readonly timing: Timing;
  readonly properties: readonly PropertyId[];
}

/** After a search that found nothing; null if that is not judged, or cannot be proven. */
export function alwaysAfter(
  target: PureTarget,
  { bounds, timing, properties }: Asked,
  { kind }: SearchResult,
): AlwaysElectable | null {
  const isAsked = properties.includes('leader-electable') && target.renumberTerms !== undefined;
  if (!isAsked || kind === 'violated') return null;
  return alwaysElectable(target, bounds.nodes, timing, bounds.faults);
}

/** For a target that can renumber its terms. */
export function alwaysElectable(
  target: PureTarget,
  nodes: number,
  timing: Timing,
  faults: readonly SearchFault[],
): AlwaysElectable {
  const terms = Terms.of(target);
  if (terms === null) return notProven('the target cannot renumber its terms');
  try {
    const closure = new LocalClosure(target, terms, nodes, timing, faults);
    return provenFor(target, terms, closure, nodes);
  } catch (error) {
    if (error instanceof NotClosed) return notProven(error.message);
    throw error;
  }
}

function notProven(why: string): AlwaysElectable {
  return { kind: 'notProven', why };
}

function provenFor(
  target: PureTarget,
  terms: Terms,
  closure: LocalClosure,
  nodes: number,
): AlwaysElectable {
  const situations = new Situations(target, new Effort(Infinity));
  const waysOut = new WaysOut(target, 'leader-electable', situations);
  const locals = situationsByTerm(terms, closure, situations, nodes);
  let rounds = 0;
  let tuples = 0;
  for (const majority of majoritiesOf(target, nodes)) {
    if (countOf(majority, locals) > MAX_TUPLES) return notProven('there are too many combinations');
    for (const tuple of tuplesOf(majority, locals, nodes)) {
      tuples += 1;
      const way = waysOut.of(tuple);
      if (way.kind !== 'reached' || way.rounds >= GAP_CLAMP) {
        return notProven('a combination of states, perhaps one out of reach, elects no leader');
      }
      rounds = Math.max(rounds, way.rounds);
    }
  }
  const { states, messages } = closure;
  return { kind: 'proven', states: states.size, messages: messages.size, tuples, rounds };
}

/** If nodes are alike, one majority stands for all. */
function majoritiesOf(target: PureTarget, nodes: number): readonly (readonly number[])[] {
  const all = subsetsOf(nodes, majorityOf(nodes));
  return supports(target.capabilities, 'symmetric') ? all.slice(0, 1) : all;
}

/** A state of the closure: its numbers by term, counted from 0; the same for one without a term. */
interface Local {
  readonly hasTerm: boolean;
  readonly numberIn: (term: number) => number;
}

/** By node, n1's first. */
function situationsByTerm(
  terms: Terms,
  { states }: LocalClosure,
  situations: Situations,
  nodes: number,
): readonly (readonly Local[])[] {
  const locals = Array.from({ length: nodes }, () => new Map<number, Local>());
  for (let id = 0; id < states.size; id += 1) {
    const node: NodeState = states.at(id);
    const known: number[] = [];
    const numberIn = (term: number): number =>
      (known[term] ??= situations.idOf(terms.renumberedNode(node, inTerm(term))));
    const hasTerm = terms.ofState(node).length > 0;
    // States that differ in what their disks hold are one: nothing crashes on the way out.
    locals[node.identity.self - 1]?.set(numberIn(1), { hasTerm, numberIn });
  }
  return locals.map((byId) => [...byId.values()]);
}

/** How many combinations there are at most. */
function countOf(majority: readonly number[], locals: readonly (readonly Local[])[]): number {
  const terms = [...termsFor(majority.map(() => true))].length;
  return majority.reduce((count, node) => count * (locals[node - 1]?.length ?? 0), terms);
}

/** All combinations of the states of these nodes, in terms that compare in all ways. */
function* tuplesOf(
  majority: readonly number[],
  locals: readonly (readonly Local[])[],
  nodes: number,
): Generator<readonly number[]> {
  for (const chosen of combinationsOf(majority.map((node) => locals[node - 1] ?? []))) {
    for (const terms of termsFor(chosen.map(({ hasTerm }) => hasTerm))) {
      const tuple = new Array<number>(nodes).fill(ABSENT);
      for (const [index, node] of majority.entries()) {
        tuple[node - 1] = chosen[index]?.numberIn(terms[index] ?? 0) ?? ABSENT;
      }
      yield tuple;
    }
  }
}

function* combinationsOf<Item>(lists: readonly (readonly Item[])[]): Generator<readonly Item[]> {
  const [first, ...others] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const item of first) {
    for (const rest of combinationsOf(others)) yield [item, ...rest];
  }
}

/** Terms of nodes that have one: every order, and every gap up to the clamp; 0 for the others. */
function* termsFor(haveTerms: readonly boolean[]): Generator<readonly number[]> {
  const count = haveTerms.filter((hasTerm) => hasTerm).length;
  const isFromZero = count < haveTerms.length;
  for (const ranks of ranksOf(count)) {
    const gaps = Array.from({ length: Math.max(0, ...ranks) }, (_, index) =>
      index === 0 && !isFromZero ? [1] : GAPS,
    );
    for (const widths of combinationsOf(gaps)) {
      const termOf = (rank: number): number =>
        widths.slice(0, rank).reduce((sum, width) => sum + width, 0);
      const left = [...ranks];
      yield haveTerms.map((hasTerm) => (hasTerm ? termOf(left.shift() ?? 0) : 0));
    }
  }
}

const GAPS: readonly number[] = Array.from({ length: GAP_CLAMP }, (_, index) => index + 1);

/** All ways in which so many terms compare: a rank for each, from 1 on, without a rank left out. */
function* ranksOf(count: number): Generator<readonly number[]> {
  const ranks = Array.from({ length: count }, (_, index) => index + 1);
  for (const chosen of combinationsOf(ranks.map(() => ranks))) {
    const highest = Math.max(0, ...chosen);
    if (new Set(chosen).size === highest) yield chosen;
  }
}
