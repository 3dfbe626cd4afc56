/** The engine that a server has: the page asks the address that it came from. */
import type { PlayEngine } from './engine.ts';

export function httpEngine(frame: Window & typeof globalThis): PlayEngine {
  const ask = async (call: object): Promise<never> => {
    const response = await frame
      .fetch('api', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(call),
      })
      .catch(() => {
        throw new Error('the server does not answer: was it ended with Ctrl-C?');
      });
    const { answer, error } = (await response.json()) as {
      readonly answer?: unknown;
      readonly error?: string;
    };
    if (error !== undefined) throw new Error(error);
    return answer as never;
  };
  return {
    at: (path) => ask({ kind: 'at', path }),
    shrink: (path, property) => ask({ kind: 'shrink', path, property }),
    search: (path, decisions) => ask({ kind: 'search', path, decisions }),
    finding: (path, property) => ask({ kind: 'finding', path, property }),
  };
}
