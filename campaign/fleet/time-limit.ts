/** Some drivers wait for ever for a server that is not there, and say nothing. */
import { Refusal } from '../../adapters/refusal.ts';

/** Throws a {@link Refusal} if `work` takes longer, with what `line` says then. */
export async function within<Result>(
  limitMs: number,
  work: Promise<Result>,
  line: () => string,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refusal(line())), limitMs);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
