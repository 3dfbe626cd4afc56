/** Where the server of a fleet is: from the environment alone, for it may hold a password. */
import { Refusal } from '../../adapters/refusal.ts';

/** The variable that holds the address. */
export const FLEET_VARIABLE = 'WHITEWATER_FLEET_URL';

export interface FleetAddress {
  readonly kind: 'redis' | 'postgres';
  /** With its password: for the driver alone. */
  readonly url: string;
  /** Of a Redis that is reached without a network; null for all others. */
  readonly socket: string | null;
  /** Without password and user: for people. */
  readonly shown: string;
}

const KINDS: Readonly<Record<string, FleetAddress['kind']>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'valkey:': 'redis',
  'valkeys:': 'redis',
  'unix:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

const FORMS =
  'redis://, rediss://, valkey://, valkeys://, unix:///path/of/redis.sock or postgresql://';

/** Throws a {@link Refusal} of one line that never holds the address itself. */
export function fleetAddress(text: string | undefined): FleetAddress {
  if (text === undefined || text === '') {
    throw new Refusal(`a fleet needs a queue: set ${FLEET_VARIABLE} to ${FORMS}`);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  const kind = KINDS[url?.protocol ?? ''];
  if (url === null || kind === undefined || (url.protocol === 'unix:' && url.pathname === '')) {
    throw new Refusal(`${FLEET_VARIABLE} is no address of a queue: write ${FORMS}`);
  }
  if (url.protocol === 'unix:') {
    const socket = decodeURIComponent(url.pathname);
    return { kind, url: text, socket, shown: `unix://${socket}` };
  }
  // The driver knows Valkey by the name of the protocol that both of them speak.
  const known = text.replace(/^valkey(s?):/, 'redis$1:');
  const host = url.searchParams.get('host') ?? url.host;
  return { kind, url: known, socket: null, shown: `${url.protocol}//${host}${url.pathname}` };
}
