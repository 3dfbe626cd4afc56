/** The engine of a page that plays a module of the user, which is bundled with it. */
import { checkedTarget } from '../../adapters/checked-target.ts';
import { isTarget } from '../../adapters/target-shape.ts';
import { pureOf } from '../../simulator/target.ts';
import { offerEngine } from './page-engines.ts';

/** Whatever the module exports, the target of the wanted name is among it. */
export function offerModule(exports: Readonly<Record<string, unknown>>): void {
  offerEngine((name) => {
    const target = Object.values(exports).find((one) => isTarget(one) && one.name === name);
    if (!isTarget(target)) throw new Error(`there is no target ${name} in this page`);
    return pureOf(checkedTarget(target));
  });
}
