import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import test from "node:test";
import { World, needsBroker } from "./support.js";

test("npm start serves a chat, and stops when it is told to", needsBroker, async (t) => {
  const world = new World(t);
  const main = new URL("../src/main.js", import.meta.url).pathname;
  const env = { ...process.env, PORT: "0", EXCHANGE: world.exchange, ORIGINS: "https://chat.example" };
  const server = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  world.closing.push(() => server.kill("SIGKILL"));
  const [line] = await once(server.stdout, "data");
  const port = Number(/listening on (\d+)/.exec(line)[1]);
  const kofi = world.client("kofi", { port });
  assert.equal(await kofi.send("lobby", "hello"), 1);
  const closed = once(kofi.socket, "close");
  server.kill("SIGTERM");
  assert.equal((await closed)[0], 1012);
  kofi.close();
  assert.deepEqual(await once(server, "exit"), [0, null]);
});
