// Where the `server` and the `relay` of a bench have their channels.

export const channelPaths = (count: number): string[] => Array.from({ length: count }, (_, channel) => `/${channel}`);
