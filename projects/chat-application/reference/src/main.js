/** Starts one gateway and one notifier. Settings come from the environment. */

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Broker } from "./broker.js";
import { Gateway } from "./gateway.js";
import { MemoryStore } from "./memory-store.js";
import { startNotifier } from "./notifier.js";
import { Uploads } from "./uploads.js";

const { AMQP_URL = "amqp://localhost", MONGODB_URL, ORIGINS = "http://localhost:8080" } = process.env;
const { EXCHANGE = "chat", PORT = "8080" } = process.env;
const folder = process.env.UPLOADS ?? (await mkdtemp(join(tmpdir(), "chat-")));

async function openStore() {
  if (MONGODB_URL) return (await import("./mongo-store.js")).MongoStore.open(MONGODB_URL);
  const store = new MemoryStore(); // for a look around: one gateway, and gone when it stops
  store.addSession("ama", "ama");
  store.addSession("kofi", "kofi");
  store.addRoom("lobby", ["ama", "kofi"]);
  return store;
}

const store = await openStore();
const broker = new Broker({ url: AMQP_URL, exchange: EXCHANGE });
const uploads = new Uploads({ store, folder });
const gateway = new Gateway({ store, broker, uploads, origins: new Set(ORIGINS.split(",")) });
const notify = async ({ user, message }) => console.log(`notify ${user} of ${message.room} ${message.seq}`);
const notifier = await startNotifier({ url: AMQP_URL, exchange: EXCHANGE, store, notify });

console.log(`listening on ${await gateway.listen(Number(PORT))}`);

process.once("SIGTERM", async () => {
  await gateway.close();
  await notifier.close();
  await store.close?.();
});
