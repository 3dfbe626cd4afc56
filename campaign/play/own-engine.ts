/** The engine of pages that play what comes with whitewater: a script of its own. */
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import type { Game } from '../../search/playing/game.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { raft } from '../../targets/raft.ts';
import { tutorial } from '../../targets/tutorial/target.ts';
import { PageEngine } from './page-engine.ts';

/** Every one keeps what it persists, and bears copies and crashes, or says that it does not. */
const TARGETS: readonly PureTarget[] = [raft, tutorial, ...MUTANTS.map(({ target }) => target)];

/** The page finds it under this name. */
Object.assign(globalThis, {
  whitewaterEngine: (setting: Pick<Game, 'nodes' | 'timing'> & { readonly target: string }) => {
    const target = TARGETS.find(({ name }) => name === setting.target);
    if (target === undefined) throw new Error(`there is no target ${setting.target} in this page`);
    return new PageEngine({ ...setting, target, fair: SEARCH_FAULTS });
  },
});
