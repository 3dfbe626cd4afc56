/** All that may happen next in a position: what the exhaustive search would try there. */
import { Check } from '../../properties/check.ts';
import { tellAll } from '../../simulator/node-state.ts';
import { Recorder, type Trace } from '../../trace/trace.ts';
import type { PropertyId } from '../../properties/property.ts';
import { SEARCH_FAULTS } from '../exploring/bounds.ts';
import { decisionOf, Enabled } from '../exploring/enabled.ts';
import { TransitionCache, type KnownOutcome } from '../exploring/transition-cache.ts';
import { runFacts } from '../run-facts.ts';
import type { EnabledDecision, Game } from './game.ts';
import { nameOf, type PlayedCluster } from './played-cluster.ts';

/** Nothing is enabled once the run has ended. */
export function enabledDecisions(game: Game, cluster: PlayedCluster): readonly EnabledDecision[] {
  return cluster.ending === null ? new Listing(game, cluster).all() : [];
}

class Listing {
  readonly #cluster: PlayedCluster;
  readonly #cache: TransitionCache;
  readonly #enabled: Enabled;
  readonly #probe: Check;
  readonly #broken: ReadonlySet<PropertyId>;

  constructor(game: Game, cluster: PlayedCluster) {
    const { target, nodes, timing } = game;
    this.#cluster = cluster;
    this.#cache = new TransitionCache(target, nodes, timing);
    // Before any outcome sends the same once more: what arrives is what was sent first.
    for (const flight of cluster.inFlight) this.#cache.idOfMessage(flight);
    this.#enabled = new Enabled(this.#cache, target.capabilities, SEARCH_FAULTS);
    this.#probe = new Check(cluster.properties, runFacts(target, nodes, timing));
    this.#broken = new Set(cluster.check.violations.map(({ property }) => property));
  }

  all(): readonly EnabledDecision[] {
    const { nodes, failed } = this.#cluster;
    const living = nodes.filter(({ identity }) => !failed.includes(identity.self));
    const own = living.flatMap((node) =>
      this.#enabled.own(this.#cache.idOfNode(node)).map((outcome) => this.#told(outcome, false)),
    );
    return [...own, ...this.#arrivals()];
  }

  /** A message arrives, arrives and stays in flight, or is lost. */
  #arrivals(): readonly EnabledDecision[] {
    const names = new Set<string>();
    return this.#cluster.inFlight.flatMap((flight): readonly EnabledDecision[] => {
      const { from, node: to, message } = flight;
      const name = nameOf({ from, to, message });
      const node = this.#cluster.nodes[to - 1];
      if (names.has(name) || node === undefined) return [];
      names.add(name);
      const id = this.#cache.idOfMessage(flight);
      const outcomes = this.#enabled.delivered(this.#cache.idOfNode(node), id);
      const lose = { kind: 'lose', from, to, message } as const;
      return [
        ...[false, true].flatMap((isKept) =>
          outcomes.map((outcome) => this.#told(outcome, isKept)),
        ),
        { decision: lose, says: null, lines: [], breaks: [], thrown: null },
      ];
    });
  }

  #told(outcome: KnownOutcome, isKept: boolean): EnabledDecision {
    const { thrown } = outcome;
    const breaks = thrown === null ? this.#breaks(outcome) : NEVER_THROWS;
    const lines = this.#lines(outcome);
    return { decision: decisionOf(outcome, isKept), says: null, lines, breaks, thrown };
  }

  /** Judged by what each property remembers here. */
  #breaks(outcome: KnownOutcome): readonly PropertyId[] {
    const views = this.#cluster.nodes.map(({ view }) => view);
    this.#probe.recall(this.#cluster.check.memories, views);
    tellAll(this.#probe, outcome.happenings);
    const broken = this.#probe.violations.map(({ property }) => property);
    return broken.filter((property) => !this.#broken.has(property));
  }

  #lines(outcome: KnownOutcome): Trace {
    const recorder = new Recorder();
    tellAll(recorder, outcome.happenings);
    const before = this.#cluster.recorder.lines.length;
    return recorder.lines.map((line) => ({ ...line, step: line.step + before }));
  }
}

const NEVER_THROWS: readonly PropertyId[] = ['never-throws'];
