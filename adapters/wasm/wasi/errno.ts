/** Error numbers of WASI preview 1, as far as this host gives them. */
export const ERRNO = {
  success: 0,
  again: 6,
  badFile: 8,
  invalid: 28,
  notSupported: 58,
  noSystemCall: 52,
} as const;
