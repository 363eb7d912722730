// What a child is told of where it runs: enough to find its libraries, and none of our own secrets.

/** Passed on as they are. Everything else stays here: Masthead's own variables hold passwords and the Supervisor's token. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'XDG_RUNTIME_DIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'LIBVA_DRIVER_NAME',
] as const;

export function childEnvironment(own: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])));
}
