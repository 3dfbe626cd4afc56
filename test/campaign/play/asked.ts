// Requests as no browser would send them.
import { request, type OutgoingHttpHeaders } from 'node:http';

export interface Asked {
  readonly method?: string;
  /** After the address of the server. */
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The headers of a call of the page itself. */
export function ownHeaders(url: string): OutgoingHttpHeaders {
  return { origin: new URL(url).origin, 'content-type': 'application/json' };
}

export function ask(
  url: string,
  { method = 'GET', path, headers, body }: Asked = {},
): Promise<Reply> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path: path ?? pathname, headers: headers ?? {} },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
