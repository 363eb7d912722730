// The process: options -> app -> signals -> exit code.
export {};
