/** A gateway that is to be killed. Its store is that of the test, reached over the channel between the processes. */

import { tmpdir } from "node:os";
import { Broker } from "../src/broker.js";
import { Gateway } from "../src/gateway.js";
import { Uploads } from "../src/uploads.js";

const [url, exchange] = process.argv.slice(2);
const waiting = new Map();
let count = 0;

const store = new Proxy({}, {
  get: (_, method) => (...args) =>
    new Promise((resolve) => {
      waiting.set(++count, resolve);
      process.send({ number: count, method, args });
    }),
});
process.on("message", ({ number, value }) => waiting.get(number)(value));

const broker = new Broker({ url, exchange, log: () => {} });
const uploads = new Uploads({ store, folder: tmpdir() });
const origins = new Set(["https://chat.example"]);
const options = { beatEvery: 100, presenceFor: 1000, perSecond: 1e6, log: () => {} };
const gateway = new Gateway({ store, broker, uploads, origins, ...options });
const port = await gateway.listen();
while (!broker.isConnected) await new Promise((resolve) => setTimeout(resolve, 10));
process.send({ port });
