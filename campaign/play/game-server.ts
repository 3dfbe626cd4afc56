/** A game and its page, served: what the command starts and ends. */
import type { PlayRequest } from '../threads/play-job.ts';
import { parseCall } from './call-schema.ts';
import { servePlay, type PlayServer } from './server.ts';
import { PlaySession } from './session.ts';

export interface GamePage {
  readonly page: string;
  readonly policy: string;
}

/** Ends with {@link PlayServer.close}, and the game with it. */
export async function serveGame(
  request: Omit<PlayRequest, 'standing'>,
  page: GamePage,
): Promise<PlayServer> {
  const session = new PlaySession(request);
  const { nodes, timing } = request;
  const server = await servePlay({
    ...page,
    answer: async (json) => ({ answer: await session.ask(parseCall(json, nodes, timing)) }),
  });
  return {
    url: server.url,
    close: async () => {
      session.close();
      await server.close();
    },
  };
}
