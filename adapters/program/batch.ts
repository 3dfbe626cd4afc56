/** Requests that share a line. */

/** The most requests in one line. */
export const BATCH = 128;

/** A longer line is begun anew, so that no program has to read without end. */
const MAX_BATCH_LENGTH = 1_000_000;

/** The JSON of an object with one more field, behind the kind, which people look for first. */
export function withField(json: string, field: string): string {
  const end = json.indexOf(',');
  return `${json.slice(0, end)},${field}${json.slice(end)}`;
}

/** The requests from `first` on that share a line: up to `perLine` of them. */
export function batchFrom(
  requests: readonly string[],
  first: number,
  perLine: number,
): readonly string[] {
  let length = 0;
  let end = first;
  while (end < requests.length && end < first + perLine && length < MAX_BATCH_LENGTH) {
    length += requests[end]?.length ?? 0;
    end += 1;
  }
  return requests.slice(first, end);
}

/** The line for these requests, of which the first has this number, and for notices before them. */
export function lineOf(
  batch: readonly string[],
  firstStep: number,
  notices: readonly string[] = [],
): string {
  const numbered = batch.map((request, index) => withField(request, `"step":${firstStep + index}`));
  if (numbered.length === 1 && notices.length === 0) return numbered[0] ?? '';
  return `[${[...notices, ...numbered].join(',')}]`;
}
