/** What PostgreSQL, and its driver, say when something does not work, in one line. */

/** Null for an error that is not of the server, and not of the connection to it. */
export function postgresObjection(error: unknown): string | null {
  if (hasNoRoom(error)) return `it has no room (${textOf(error)})`;
  return sqlState(error) !== null || isOfConnection(error) ? textOf(error) : null;
}

/** Class 53: its disk, its memory or the list of its connections is full. */
export function hasNoRoom(error: unknown): boolean {
  return sqlState(error)?.startsWith('53') === true;
}

/** Class 57 is a server that shuts down or starts up, class 08 a connection that broke. */
export function isWaitedFor(error: unknown): boolean {
  const state = sqlState(error);
  return state === null ? isOfConnection(error) : /^(53|57|08)/.test(state);
}

/** The driver tries several addresses, and reports an error with no text of its own. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first] = error instanceof AggregateError ? (error.errors as readonly Error[]) : [error];
  return (first ?? error).message;
}

/** An error of the server itself has five characters, and digits among them: `EPIPE` is none. */
function sqlState(error: unknown): string | null {
  const code = codeIn(error);
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : null;
}

/** Of the system (`ECONNRESET`), or of the driver, whose errors have texts alone. */
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeIn(error);
  if (code !== '') return code.startsWith('E') && !code.startsWith('ERR_');
  return /connection|timeout|not queryable/i.test(error.message);
}

function codeIn(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
