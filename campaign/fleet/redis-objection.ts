/** What Redis says when it refuses something, in one line. */

/** Null for an error that is not of the server, and not of the connection to it. */
export function redisObjection(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (isFull(error)) return 'it is full (maxmemory), and writes nothing until it has room';
  const { name, message } = error;
  const isIts = name === 'ReplyError' || name === 'MaxRetriesPerRequestError';
  return isIts || message === 'Connection is closed.' ? message : null;
}

/** It refuses to write: what it holds is as much as it may hold, and it evicts nothing. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A transaction says only that one of its commands was refused.
  const { previousErrors = [] } = error as { readonly previousErrors?: readonly unknown[] };
  return error.message.includes('OOM command not allowed') || previousErrors.some(isFull);
}

/** A certificate that this machine does not know stays unknown: nobody waits for another. */
export function isOfCertificate(error: Error): boolean {
  const { code = '' } = error as { readonly code?: string };
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ALTNAME/.test(code);
}
