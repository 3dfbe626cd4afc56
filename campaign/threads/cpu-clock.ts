/**
 * Processor time of this process, all of its threads together: what something costs on a machine
 * that has other things to do as well. Programs that it started are not counted.
 */
import { cpuUsage } from 'node:process';

/** Answers how many milliseconds have been spent since. */
export function cpuClock(): () => number {
  const since = cpuUsage();
  return () => {
    const { user, system } = cpuUsage(since);
    return (user + system) / 1000;
  };
}
