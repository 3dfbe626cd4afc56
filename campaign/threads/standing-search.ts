/** What a search comes to whose target stands still: that run is what it has found. */
import { USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import type { Exploration, ExploreRequest } from './explore-job.ts';
import { StandingFind } from './standing-find.ts';

export class StandingSearch {
  readonly #properties: ExploreRequest['properties'];
  readonly #find: StandingFind;

  constructor(request: ExploreRequest) {
    this.#properties = request.properties;
    this.#find = new StandingFind({
      target: request,
      budget: USUAL_SHRINK_BUDGET,
      nodes: null,
      foundBy: 'exhaustive',
      original: null,
    });
  }

  stop(): void {
    this.#find.stop();
  }

  /** With a finding of the standstill, if there was one, and it is asked for and to be had. */
  async broughtHome(exploration: Exploration): Promise<Exploration> {
    const { outcome } = exploration;
    if (outcome.kind !== 'stoodStill' || outcome.met === null) return exploration;
    if (!this.#properties.includes('never-throws')) return exploration;
    const found = await this.#find.of(outcome.met);
    switch (found.kind) {
      case 'lost':
        return exploration;
      case 'diverged':
        return { ...exploration, outcome: { kind: 'diverged' } };
      case 'found': {
        const { finding, trace } = found;
        return { ...exploration, outcome: { kind: 'violated', finding, trace } };
      }
    }
  }
}
