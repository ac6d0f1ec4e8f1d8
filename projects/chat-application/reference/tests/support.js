/** What the tests stand on: gateways on the loopback interface, clients, a broker that can be cut off. */

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Broker } from "../src/broker.js";
import { Gateway } from "../src/gateway.js";
import { MemoryStore } from "../src/memory-store.js";
import { isServerFrame } from "../src/protocol.js";
import { Uploads } from "../src/uploads.js";
import { ChatClient } from "./client.js";

export const ORIGIN = "https://chat.example";
export const AMQP_URL = process.env.AMQP_URL;
const NOBODY = "amqp://127.0.0.1:1"; // no broker listens there
const NEVER = 3_600_000;

/** Options of a test that needs RabbitMQ: without one it is skipped and says so, but fails in CI. */
export const needsBroker = {
  timeout: 30_000,
  skip: !AMQP_URL && !process.env.CI && "no RabbitMQ: set AMQP_URL=amqp://localhost",
};

/** Wait until a condition holds, and return what it returned. */
export async function until(condition, what) {
  const end = Date.now() + 10_000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
    await wait(5);
  }
}

/** Return a store with the sessions and the room of the tests. */
export function lobby() {
  const store = new MemoryStore();
  for (const user of ["ama", "kofi", "esi", "stranger"]) store.addSession(user, user);
  store.addRoom("lobby", ["ama", "kofi", "esi"]);
  store.addRoom("staff", ["esi"]);
  return store;
}

/** A world of its own for one test: its store, its exchange, and all that is to be closed after it. */
export class World {
  constructor(t, store = lobby()) {
    this.store = store;
    this.exchange = `chat-${randomUUID()}`;
    this.closing = [];
    t.after(async () => {
      for (const close of this.closing.reverse()) await close();
    });
  }

  /** Start a gateway in this process. Sweeps don't come unless the test asks for them. */
  async gateway({ url = NOBODY, limit, ...options } = {}) {
    const folder = await mkdtemp(join(tmpdir(), "chat-"));
    const log = options.log ?? (() => {});
    const broker = new Broker({ url, exchange: this.exchange, log });
    const received = []; // from the broker, by this gateway
    const start = broker.start.bind(broker);
    broker.start = (take) => start((message) => (received.push(message), take(message)));
    const uploads = new Uploads({ store: this.store, folder, limit });
    const origins = new Set([ORIGIN]);
    const given = { sweepEvery: NEVER, perSecond: 1e6, log, ...options };
    const gateway = new Gateway({ store: this.store, broker, uploads, origins, ...given });
    gateway.port = await gateway.listen();
    Object.assign(gateway, { folder, received });
    this.closing.push(async () => {
      await gateway.close();
      await rm(folder, { recursive: true });
    });
    if (url !== NOBODY) await until(() => broker.isConnected, "the gateway has its broker");
    return gateway;
  }

  /** Start a gateway in a process of its own, which can be killed. `crash` says at which call of the store. */
  async process({ url }) {
    const argv = [url, this.exchange];
    const child = fork(new URL("gateway-process.js", import.meta.url), argv, { serialization: "advanced" });
    child.crash = {};
    child.on("message", async ({ number, method, args }) => {
      if (!method) return;
      if (child.crash.before === method) return child.kill("SIGKILL");
      const value = await this.store[method](...args);
      if (child.crash.after === method) return child.kill("SIGKILL");
      if (child.connected) child.send({ number, value });
    });
    child.on("error", () => {}); // a reply that finds it dead
    this.closing.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    });
    child.port = await new Promise((resolve) => child.on("message", ({ port }) => port && resolve(port)));
    return child;
  }

  /** Connect a client that notes all it gets, and holds each frame against the schema. */
  client(user, ...gateways) {
    const frames = [];
    const client = new ChatClient({
      urls: gateways.map(({ port }) => `ws://127.0.0.1:${port}/`),
      origin: ORIGIN,
      session: user,
      slowest: 50,
      onFrame(frame) {
        assert.ok(isServerFrame(frame), `no frame of the protocol: ${JSON.stringify(frame)}`);
        frames.push(frame);
      },
      // A client would not mind; but a gateway that sends twice has lost count.
      onTwice: (frame) => assert.fail(`came twice: ${JSON.stringify(frame)}`),
    });
    client.frames = frames;
    client.texts = () => frames.filter((f) => f.type === "message").map((f) => f.text);
    const has = (part) => (frame) => Object.entries(part).every(([key, value]) => frame[key] === value);
    client.seen = (part) => until(() => frames.findLast(has(part)), `${user} got ${JSON.stringify(part)}`);
    client.joined = async (room, after) => {
      client.join(room, after);
      await client.seen({ type: "joined", room });
    };
    this.closing.push(() => {
      client.close();
      client.socket.terminate();
    });
    return client;
  }

  /** Return a way to the broker that can be cut and mended. */
  async cable() {
    const { hostname, port } = new URL(AMQP_URL);
    const sockets = new Set();
    const cable = { isCut: false, isStalled: false };
    const server = net.createServer((near) => {
      if (cable.isCut) return near.destroy();
      const far = net.connect(Number(port || 5672), hostname);
      for (const [from, to] of [[near, far], [far, near]]) {
        sockets.add(from);
        from.on("data", (data) => cable.isStalled || to.write(data));
        from.on("error", () => to.destroy());
        from.on("close", () => {
          sockets.delete(from);
          to.destroy();
        });
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(AMQP_URL);
    url.hostname = "127.0.0.1";
    url.port = server.address().port;
    cable.url = url.href;
    cable.cut = () => {
      cable.isCut = true;
      for (const socket of sockets) socket.destroy();
    };
    cable.stall = () => (cable.isStalled = true); // open, and all that is sent is lost
    cable.mend = () => (cable.isCut = cable.isStalled = false);
    this.closing.push(() => {
      cable.cut();
      server.close();
    });
    return cable;
  }
}
