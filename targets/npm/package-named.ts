import { fileURLToPath } from 'node:url';
import type { Realm } from '../../adapters/live/realm.ts';

const HERE = fileURLToPath(new URL('package.json', import.meta.url));

/** In a checkout the packages have a folder of their own; elsewhere they are the user's. */
const isCheckout = import.meta.url.endsWith('.ts');

/** A package of this folder, in its exact version, loaded into the realm in which it runs. */
export function packageNamed<Loaded>(realm: Realm, name: string, version: string): Loaded {
  const remedy = isCheckout
    ? 'npm ci --prefix targets/npm --ignore-scripts'
    : `npm install --ignore-scripts ${name}@${version}`;
  return realm.require(name, HERE, remedy) as Loaded;
}
