/** How long one step of code from outside may take, if nothing else is asked for. */
export const USUAL_STEP_LIMIT_MS = 5000;
