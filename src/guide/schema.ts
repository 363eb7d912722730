// The guide's database. Programmes lie in blocks: some dozen of one channel, in order, compressed together. A sync
// writes a generation of its own, in short transactions; one row then says that it is the one to read.

/** Channels of a generation have numbers of their own: `generation * CHANNELS_PER_GENERATION + n`. */
export const CHANNELS_PER_GENERATION = 1_000_000;

export const GUIDE_MIGRATIONS: readonly string[] = [
  `
  -- Every generation that may have left something behind.
  CREATE TABLE generation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL
  );
  -- A source with what is published of it.
  CREATE TABLE source (
    key TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL,
    priority INTEGER NOT NULL,
    generation INTEGER NOT NULL UNIQUE,
    revision TEXT NOT NULL,
    channel_count INTEGER NOT NULL,
    programme_count INTEGER NOT NULL,
    from_at INTEGER,
    until_at INTEGER,
    published_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE channel (
    no INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,        -- GuideChannelId
    xmltv_id TEXT NOT NULL,
    names TEXT NOT NULL,        -- JSON array
    icon_url TEXT NOT NULL,
    programme_count INTEGER NOT NULL
  );
  CREATE INDEX channel_id ON channel (id);
  CREATE TABLE block (
    channel INTEGER NOT NULL,   -- channel.no
    first_at INTEGER NOT NULL,  -- start of its first programme, epoch ms
    data BLOB NOT NULL
  );
  CREATE INDEX block_place ON block (channel, first_at);
  `,
];
