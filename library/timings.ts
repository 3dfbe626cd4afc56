/** The paces that a user can name. */
import { LAB_TIMING, PAPER_TIMING } from '../core/timing.ts';

export const TIMINGS = { lab: LAB_TIMING, paper: PAPER_TIMING } as const;
