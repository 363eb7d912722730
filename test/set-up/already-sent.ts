// The first server replaces the global Response; this constant must be made before it, or its marking is not seen. Files
// that share a process load it in whichever order they run.
import '@hono/node-server/utils/response';
