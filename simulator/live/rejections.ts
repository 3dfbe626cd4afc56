/** Promises that were rejected, and nobody listened: Node would end the process. */

/** Node's own end of a turn, which tells of such promises; undocumented, and stable since 0.10. */
interface EndOfTurn {
  readonly _tickCallback?: () => void;
  emit: (this: void, ...given: readonly unknown[]) => unknown;
}

/** The reason of the first rejection that is left over after a turn; null if there is none. */
export function unheardRejection(): { readonly reason: unknown } | null {
  const node = process as unknown as EndOfTurn;
  const { emit } = node;
  let first: { readonly reason: unknown } | null = null;
  node.emit = (...given) => {
    if (given[0] !== 'unhandledRejection') return Reflect.apply(emit, process, given);
    first ??= { reason: given[1] };
    return true;
  };
  try {
    node._tickCallback?.();
  } finally {
    node.emit = emit;
  }
  return first;
}
