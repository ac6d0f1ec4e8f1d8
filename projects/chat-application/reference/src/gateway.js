/**
 * A gateway: holds the WebSocket connections of some clients. It owns no data, so any number of gateways can run,
 * and each may die at any moment. A message is stored, then acknowledged, then handed to the broker.
 */

import { randomUUID } from "node:crypto";
import { createServer, STATUS_CODES } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket, WebSocketServer } from "ws";
import { PROTOCOL, messageFrame, readFrame } from "./protocol.js";
import { Subscription } from "./subscription.js";

const MAX_FRAME = 32 * 1024;
const CLOSE = { malformed: 1008, restart: 1012, sessionEnded: 4001 };

const DEFAULTS = {
  beatEvery: 20_000, // a ping, the session checked again, presence renewed
  presenceFor: 45_000, // two beats may get lost
  sweepEvery: 5_000, // how late a message is at most that the broker didn't bring
  perSecond: 10, // frames of one client
  log: console.error,
};

export class Gateway {
  #clients = new Set();
  #rooms = new Map(); // room to the subscriptions of our own clients
  #publishing = new Set();
  #timers = [];

  /** `origins` is the set of sites whose pages may connect. */
  constructor({ store, broker, uploads, origins, ...options }) {
    Object.assign(this, DEFAULTS, { store, broker, uploads, origins }, options);
    this.sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, handleProtocols: () => PROTOCOL });
    this.server = createServer({ requestTimeout: 60_000 }, (request, response) => this.#answer(request, response));
    this.server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Begin to listen on the loopback interface and return the port. */
  async listen(port = 0) {
    await this.broker.start((message) => this.#deliver(message));
    await new Promise((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.#repeat(() => this.#beat(), this.beatEvery);
    this.#repeat(() => this.#sweep(), this.sweepEvery);
    return this.server.address().port;
  }

  /** Stop: clients are told to come back, and find another gateway. */
  async close() {
    this.#timers.forEach(clearInterval);
    for (const { socket } of this.#clients) socket.close(CLOSE.restart, "restart");
    const gone = new Promise((resolve) => this.server.close(resolve));
    await Promise.race([gone, wait(2000, null, { ref: false })]);
    this.server.closeAllConnections();
    await this.broker.close();
  }

  #repeat(work, every) {
    this.#timers.push(setInterval(() => work().catch(this.log), every));
  }

  /** Return [status, user]: the only request of a connection that has headers is the one to check. */
  async #admit(request, needsOrigin) {
    if (needsOrigin && !this.origins.has(request.headers.origin)) return [403];
    const token = sessionToken(request);
    const user = token && (await this.store.session(token, Date.now()));
    return user ? [200, user, token] : [401];
  }

  async #answer(request, response) {
    try {
      // A page elsewhere can make a browser post; what it may read back, CORS decides.
      const [status, user] = await this.#admit(request, request.method !== "GET");
      if (status !== 200) return response.writeHead(status, { Connection: "close" }).end();
      await this.uploads.answer(request, response, user);
    } catch (error) {
      this.log(error);
      response.destroy();
    }
  }

  async #upgrade(request, socket, head) {
    socket.on("error", () => {});
    let [status, user, token] = await this.#admit(request, true).catch(() => [503]);
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(/, */);
    if (status === 200 && !offered.includes(PROTOCOL)) status = 400;
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
    this.sockets.handleUpgrade(request, socket, head, (upgraded) => this.#welcome(upgraded, user, token));
  }

  #welcome(socket, user, token) {
    const client = { id: randomUUID(), socket, user, token, rooms: new Map(), frames: [], alive: true };
    this.#clients.add(client);
    this.store.beat([[client.id, user]], Date.now() + this.presenceFor).catch(this.log);
    socket.on("pong", () => (client.alive = true));
    socket.on("error", () => {}); // the close that follows says it all
    socket.on("close", () => this.#forget(client));
    socket.on("message", (data) => {
      client.alive = true;
      client.frames.push(data);
      socket.pause(); // who sends too fast is read more slowly
      this.#work(client);
    });
  }

  #forget(client) {
    this.#clients.delete(client);
    for (const room of client.rooms.keys()) this.#drop(client, room);
    this.store.leave(client.id).catch(this.log); // or else it expires
  }

  #drop(client, room) {
    const here = this.#rooms.get(room);
    here.delete(client.rooms.get(room));
    client.rooms.delete(room);
    if (here.size === 0) {
      this.#rooms.delete(room);
      this.broker.unfollow(room);
    }
  }

  /** Handle a client's frames one after the other, so that they are stored in the order in which they were sent. */
  async #work(client) {
    if (client.working) return;
    client.working = true;
    while (client.frames.length > 0) {
      const free = (client.free = Math.max(client.free ?? 0, Date.now() - 1000) + 1000 / this.perSecond);
      if (free > Date.now()) await wait(free - Date.now());
      await this.#handle(client, client.frames.shift());
    }
    client.working = false;
    client.socket.resume();
  }

  async #handle(client, data) {
    const frame = readFrame(data);
    if (!frame) {
      client.frames.length = 0;
      return client.socket.close(CLOSE.malformed, `no frame of ${PROTOCOL}`);
    }
    const { room, id } = frame;
    try {
      if (!(await this.store.isMember(room, client.user))) {
        return reply(client, { type: "error", code: "not-a-member", room, id });
      }
      if (frame.type === "join") await this.#join(client, frame);
      if (frame.type === "send") await this.#send(client, frame);
      if (frame.type === "who") {
        const users = await this.store.online(await this.store.members(room), Date.now());
        reply(client, { type: "present", room, users });
      }
    } catch (error) {
      this.log(error);
      reply(client, { type: "error", code: "try-again", room, id });
    }
  }

  async #join(client, { room, after }) {
    if (client.socket.readyState !== WebSocket.OPEN) return;
    if (client.rooms.has(room)) this.#drop(client, room);
    const subscription = new Subscription(client.socket, this.store, room, after);
    client.rooms.set(room, subscription);
    if (!this.#rooms.has(room)) this.#rooms.set(room, new Set());
    this.#rooms.get(room).add(subscription);
    await this.broker.follow(room); // before the store is read: what is sent in between comes by both ways
    const joined = () => reply(client, { type: "joined", room, seq: subscription.cursor });
    subscription.catchUp().then(joined, () => reply(client, { type: "error", code: "try-again", room }));
  }

  async #send(client, { room, id, text, file }) {
    const refuse = (code) => reply(client, { type: "error", code, room, id });
    if (file && !(await this.store.file(room, file))) return refuse("unknown-file");
    const sent = { room, id, from: client.user, at: new Date().toISOString(), text, file };
    const message = await this.store.append(sent);
    if (message.room !== room || message.text !== text || message.file !== file) return refuse("id-reused");
    reply(client, { type: "ack", room, id, seq: message.seq });
    this.#deliver(message);
    if (!message.published) this.#publish(message);
  }

  /** Offer a message to our own clients, whether it came from one of them or from the broker. */
  #deliver(message) {
    const frame = messageFrame(message);
    for (const subscription of this.#rooms.get(message.room) ?? []) subscription.offer(message, frame);
  }

  async #publish(message) {
    const key = `${message.room}:${message.seq}`;
    if (this.#publishing.has(key)) return;
    this.#publishing.add(key);
    try {
      await this.broker.publish(message);
      await this.store.markPublished(message);
    } catch (error) {
      this.log(error); // still marked as unpublished: a sweep takes it up
    } finally {
      this.#publishing.delete(key);
    }
  }

  /** Do what events did not: publish for a gateway that died, and send what the broker didn't bring. */
  async #sweep() {
    for (const message of await this.store.unpublished(Date.now() - this.sweepEvery, 100)) this.#publish(message);
    for (const [room, seq] of await this.store.last([...this.#rooms.keys()])) {
      for (const subscription of this.#rooms.get(room) ?? []) {
        if (subscription.cursor < seq) subscription.catchUp().catch(this.log);
      }
    }
  }

  /** See which clients are still there and still allowed, and renew the presence of those. */
  async #beat() {
    const here = [...this.#clients].filter((client) => client.alive);
    for (const client of this.#clients) {
      if (!client.alive) client.socket.terminate();
      client.alive = false;
      client.socket.ping();
    }
    await this.store.beat(here.map(({ id, user }) => [id, user]), Date.now() + this.presenceFor);
    for (const client of here) {
      const user = await this.store.session(client.token, Date.now());
      if (user !== client.user) client.socket.close(CLOSE.sessionEnded, "session ended");
      for (const room of client.rooms.keys()) {
        if (await this.store.isMember(room, client.user)) continue;
        this.#drop(client, room);
        reply(client, { type: "error", code: "not-a-member", room });
      }
    }
  }
}

function reply({ socket }, frame) {
  socket.send(JSON.stringify(frame), () => {}); // a closed socket is dealt with where it closes
}

function sessionToken(request) {
  return /(?:^|; *)session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
}
