/** What a search comes to whose target stands still: that run is what it has found. */
import type { PropertyId } from '../../properties/property.ts';
import type { ShrinkResult } from '../../search/shrinking/make-finding.ts';
import type { Trace } from '../../trace/trace.ts';
import type { TargetRequest } from './requested-target.ts';
import { USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import { StandingFind } from './standing-find.ts';
import type { StoodStill } from './stood-still.ts';

/** The standstill itself if it is no finding, or was not asked for. */
export type StoodSearch =
  | ({ readonly kind: 'violated'; readonly traces: ReadonlyMap<string, Trace> } & ShrinkResult)
  | { readonly kind: 'diverged' }
  | StoodStill;

/** What a search says of itself. */
export interface StandingSearchRequest extends TargetRequest {
  readonly properties: readonly PropertyId[];
  /** Cluster sizes that the shrunk run may have; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
}

export class StandingSearch {
  readonly #properties: readonly PropertyId[];
  readonly #find: StandingFind;

  constructor(request: StandingSearchRequest) {
    this.#properties = request.properties;
    this.#find = new StandingFind({
      target: request,
      budget: USUAL_SHRINK_BUDGET,
      nodes: request.nodesAskedFor,
      foundBy: 'exhaustive',
      original: null,
    });
  }

  stop(): void {
    this.#find.stop();
  }

  async broughtHome(stood: StoodStill): Promise<StoodSearch> {
    if (stood.met === null || !this.#properties.includes('never-throws')) return stood;
    const found = await this.#find.of(stood.met);
    switch (found.kind) {
      case 'lost':
        return stood;
      case 'diverged':
        return { kind: 'diverged' };
      case 'found': {
        const { finding, trace } = found;
        return { kind: 'violated', finding, others: [], traces: new Map([[finding.id, trace]]) };
      }
    }
  }
}
