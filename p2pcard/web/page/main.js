// Begin with the engine of this computer. The link's token leaves the address bar before anything else happens.

import { start } from "./app.js";
import { ServerEngine } from "./engine.js";

const token = location.hash.slice(1);
history.replaceState(null, "", "/");
start(new ServerEngine(), token);
addEventListener("hashchange", () => location.reload()); // another link was put into the address bar
