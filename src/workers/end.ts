// The end of the process when it cannot wait for its threads.

/**
 * Ends with code 0, at once. `process.exit` joins every thread first, and one that is inside SQLite hears of nothing until its
 * statement is done: a step of bringing a large database up to date takes many seconds. So the process becomes a program that
 * ends (Linux); what SQLite was doing is undone when it opens the file again, as after a loss of power.
 */
export function endNow(): never {
  if (process.platform === 'linux' && process.execve) {
    process.emit('exit', 0); // children end with us
    process.execve(process.execPath, [process.execPath, '--eval', '0'], {});
  }
  process.exit(0);
}

/**
 * The same program once more, with the same arguments, in the same process: whoever started it notices nothing. Where that cannot be,
 * it ends with a code that whoever restarts it understands.
 */
export function startAnew(): never {
  if (process.platform === 'linux' && process.execve) {
    process.emit('exit', 0);
    const [program, ...args] = process.argv;
    process.execve(program!, [program!, ...process.execArgv, ...args], process.env);
  }
  process.exit(1);
}
