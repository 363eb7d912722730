// What a native file says of itself: the processor that it is for (ELF header) and the C library that it wants.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface NativeFile {
  /** Relative to the folder that was searched. */
  readonly path: string;
  readonly processor: string;
  readonly libc: 'glibc' | 'musl' | 'none';
}

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const PROCESSORS: Readonly<Record<number, string>> = { 0x3e: 'x64', 0xb7: 'arm64' };
const NATIVE_NAME = /\.(?:node|so(?:\.[\d.]+)?|dylib|dll|exe)$/;

/** Every program and library below a folder, by content, not by name. */
export function nativeFilesIn(folder: string): NativeFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    const path = file.slice(folder.length + 1);
    if (!bytes.subarray(0, 4).equals(ELF)) {
      return NATIVE_NAME.test(entry.name) ? [{ path, processor: 'not of Linux', libc: 'none' as const }] : [];
    }
    return [{ path, processor: PROCESSORS[bytes.readUInt16LE(18)] ?? 'other', libc: libcOf(bytes) }];
  });
}

/** musl's loader and library are named so; glibc's symbols carry versions. */
function libcOf(bytes: Buffer): NativeFile['libc'] {
  if (bytes.includes('libc.musl-') || bytes.includes('ld-musl-')) return 'musl';
  return bytes.includes('GLIBC_2.') || bytes.includes('libc.so.6') ? 'glibc' : 'none';
}
