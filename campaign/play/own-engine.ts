/** The engine of pages that play what comes with whitewater: a script of its own. */
import type { PureTarget } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { raft } from '../../targets/raft.ts';
import { tutorial } from '../../targets/tutorial/target.ts';
import { offerEngine } from './page-engines.ts';

const TARGETS: readonly PureTarget[] = [raft, tutorial, ...MUTANTS.map(({ target }) => target)];

offerEngine((name) => {
  const target = TARGETS.find((one) => one.name === name);
  if (target === undefined) throw new Error(`there is no target ${name} in this page`);
  return target;
});
