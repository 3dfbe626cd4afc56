/** Effects that no world can perform: reported as errors that the target threw. */

export function noNode(id: number): RangeError {
  return new RangeError(`a message to node ${id}, which does not exist`);
}

export function noDuration(timer: string): RangeError {
  return new RangeError(`timer ${timer} set to no duration`);
}

export function isDuration({
  minMs,
  maxMs,
}: {
  readonly minMs: number;
  readonly maxMs: number;
}): boolean {
  return minMs >= 0 && minMs <= maxMs && maxMs < Infinity;
}
