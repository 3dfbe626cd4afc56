/** What a timer may be called: decisions name it, in files and on terminals. */
export const TIMER_NAME = /^[ -~]{1,100}$/;

/** The rule in words. */
export const TIMER_NAME_RULE = '1 to 100 printable ASCII characters';
