// XMLTV ids are written with other capitals, blanks and URL encoding in playlists than in guides, and mean the same.

export function foldXmltvId(id: string): string {
  const folded = id.trim().toLowerCase();
  if (!folded.includes('%')) return folded;
  try {
    return decodeURIComponent(folded).trim();
  } catch {
    return folded;
  }
}
