// Node's own fetch ends the process where a server hangs up while nobody reads (nodejs/undici#5360); what it asks with is replaced by
// the newer undici that Masthead has.

import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent());
