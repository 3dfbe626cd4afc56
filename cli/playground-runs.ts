/** Reads the runs that a playground shows, so that they need not be searched again. */
import { PLAY_DATA_ID, type PlayData } from '../reports/page/play-data.ts';
import type { Decision } from '../simulator/decision.ts';
import type { KnownRuns } from './playground.ts';

/** None of what is no playground. */
export function runsIn(page: string): KnownRuns {
  const start = page.split(`id="${PLAY_DATA_ID}">`)[1];
  const json = start?.split('</script>')[0];
  if (json === undefined) return {};
  const { games } = JSON.parse(json) as PlayData;
  return Object.fromEntries(
    games.map(({ target, start: path }) => {
      return [target, path.filter((one): one is Decision => one.kind !== 'lose')] as const;
    }),
  );
}
