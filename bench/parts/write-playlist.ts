// Writes a playlist in a process of its own: the text of one would stay in the memory of the bench that measures its reading.
// `write-playlist.ts <file> <entries> <changed every> [names]`

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { playlist, playlistNames } from './playlist.ts';

const [file, entryCount, changedEvery, names] = process.argv.slice(2);
const options = { entryCount: Number(entryCount), changedEvery: Number(changedEvery), names: playlistNames(names) };
await pipeline(Readable.from(playlist(options)), createWriteStream(file!));
