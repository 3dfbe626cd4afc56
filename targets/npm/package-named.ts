import { fileURLToPath } from 'node:url';
import type { Realm } from '../../simulator/live/realm.ts';

const HERE = fileURLToPath(new URL('package.json', import.meta.url));

/** A package of this folder, loaded into the realm in which it runs. */
export function packageNamed<Loaded>(realm: Realm, name: string): Loaded {
  return realm.require(name, HERE, 'npm ci --prefix targets/npm --ignore-scripts') as Loaded;
}
