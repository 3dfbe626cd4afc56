import { possibility } from './possibility.ts';

/** A leader that a majority follows can still be elected. */
export const leaderElectable = possibility(
  'leader-electable',
  'from every state, an election can still succeed',
  'Raft paper, section 2: consensus algorithms "are fully functional (available) as long as any ' +
    'majority of the servers are operational and can communicate with each other and with clients"',
);
