/**
 * What is known of each term, the newest term first. An immutable list: an update of the newest
 * term, by far the most frequent one, costs the same however many terms there were.
 */
export type ByTerm<Value> = TermRecord<Value> | null;

interface TermRecord<Value> {
  readonly term: number;
  readonly value: Value;
  /** Records of lower terms. */
  readonly older: ByTerm<Value>;
}

/** What is known of a term; undefined if nothing is. */
export function ofTerm<Value>(records: ByTerm<Value>, term: number): Value | undefined {
  let record = records;
  while (record !== null && record.term > term) record = record.older;
  return record !== null && record.term === term ? record.value : undefined;
}

/** The same records, with this value for this term. */
export function withTerm<Value>(records: ByTerm<Value>, term: number, value: Value): ByTerm<Value> {
  const newer: TermRecord<Value>[] = [];
  let rest = records;
  while (rest !== null && rest.term > term) {
    newer.push(rest);
    rest = rest.older;
  }
  const older = rest !== null && rest.term === term ? rest.older : rest;
  return newer.reduceRight<TermRecord<Value>>(
    (below, record) => ({ term: record.term, value: record.value, older: below }),
    { term, value, older },
  );
}

/** Every record, the newest first. */
export function everyTerm<Value>(
  records: ByTerm<Value>,
): { readonly term: number; readonly value: Value }[] {
  return aboveTerm(records, -1);
}

/** Every record of a term above `term`, the newest first. */
export function aboveTerm<Value>(
  records: ByTerm<Value>,
  term: number,
): { readonly term: number; readonly value: Value }[] {
  const above: TermRecord<Value>[] = [];
  for (let rest = records; rest !== null && rest.term > term; rest = rest.older) above.push(rest);
  return above;
}
