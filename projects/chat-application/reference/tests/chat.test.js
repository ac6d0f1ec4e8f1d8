/** One gateway and its clients. No broker runs here: a gateway serves its own clients without one. */

import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { ORIGIN, World, until } from "./support.js";

const limit = { timeout: 20_000 };

async function upgrade(gateway, { origin = ORIGIN, session = "ama", protocol = "chat.v1" }) {
  const headers = session ? { Cookie: `oldsession=ama; session=${session}` } : {};
  const options = { origin: origin ?? undefined, headers };
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/`, protocol ?? [], options);
  const refused = once(socket, "unexpected-response").then(([, response]) => response.statusCode);
  const status = await Promise.race([refused, once(socket, "open").then(() => 101)]);
  socket.on("error", () => {});
  socket.terminate();
  return status;
}

test("the upgrade asks for the origin, a session and the protocol", limit, async (t) => {
  const gateway = await new World(t).gateway();
  assert.equal(await upgrade(gateway, {}), 101);
  assert.equal(await upgrade(gateway, { origin: "https://evil.example" }), 403);
  assert.equal(await upgrade(gateway, { origin: null }), 403);
  assert.equal(await upgrade(gateway, { session: "guessed" }), 401);
  assert.equal(await upgrade(gateway, { session: null }), 401);
  assert.equal(await upgrade(gateway, { protocol: "chat.v0" }), 400);
  assert.equal(await upgrade(gateway, { protocol: null }), 400);
});

test("a room's messages reach its members, and nobody else", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const [ama, kofi, stranger] = ["ama", "kofi", "stranger"].map((user) => world.client(user, gateway));
  await ama.joined("lobby");
  await kofi.joined("lobby");
  stranger.join("lobby");
  await stranger.seen({ type: "error", code: "not-a-member" });
  await assert.rejects(stranger.send("lobby", "let me in"), /not-a-member/);
  await assert.rejects(ama.send("staff", "hello"), /not-a-member/);
  assert.deepEqual(await Promise.all(["one", "two", "three"].map((text) => ama.send("lobby", text))), [1, 2, 3]);
  await kofi.seen({ seq: 3 });
  assert.deepEqual(kofi.texts(), ["one", "two", "three"]);
  assert.deepEqual(kofi.frames.find((f) => f.seq === 1).from, "ama");
  await ama.seen({ type: "message", seq: 3 });
  assert.deepEqual(stranger.texts(), []);
});

test("two tabs of one user both get each message once", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const tabs = [world.client("ama", gateway), world.client("ama", gateway)];
  for (const tab of tabs) await tab.joined("lobby");
  await tabs[0].joined("lobby", 0); // joining again replaces what was joined
  await tabs[0].send("lobby", "hello");
  for (const tab of tabs) await tab.seen({ type: "message", seq: 1 });
  await tabs[0].send("lobby", "last");
  for (const tab of tabs) {
    await tab.seen({ type: "message", seq: 2 });
    assert.equal(tab.frames.filter((f) => f.type === "message").length, 2);
  }
});

test("a client's messages keep their order, however long the store takes for each", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const ama = world.client("ama", gateway);
  const isMember = world.store.isMember.bind(world.store);
  let delay = 40;
  world.store.isMember = async (...args) => {
    await wait((delay -= 10));
    return isMember(...args);
  };
  const numbers = await Promise.all(["one", "two", "three"].map((text) => ama.send("lobby", text)));
  assert.deepEqual(numbers, [1, 2, 3]);
});

test("an id that is sent again is acknowledged again, and stored once", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const ama = world.client("ama", gateway);
  await ama.joined("lobby");
  const frame = { type: "send", room: "lobby", id: "retry-0001", text: "hello" };
  for (const each of [frame, frame, { ...frame, text: "something else" }]) ama.socket.send(JSON.stringify(each));
  await ama.seen({ type: "error", code: "id-reused", id: frame.id });
  assert.deepEqual(ama.frames.filter((f) => f.type === "ack").map((f) => f.seq), [1, 1]);
  assert.deepEqual((await world.store.after("lobby", 0, 10)).map((m) => m.text), ["hello"]);
});

test("a client that comes back gets what it missed, and then what is new", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const [ama, kofi] = [world.client("ama", gateway), world.client("kofi", gateway)];
  await ama.joined("lobby");
  await kofi.send("lobby", "before");
  await ama.seen({ seq: 1 });
  ama.socket.terminate();
  const missed = Array.from({ length: 250 }, (_, n) => `missed ${n}`); // three pages of the store
  for (const text of missed) kofi.send("lobby", text);
  await ama.seen({ type: "message", seq: 251 });
  await kofi.send("lobby", "after");
  await ama.seen({ type: "message", seq: 252 });
  assert.deepEqual(ama.texts(), ["before", ...missed, "after"]);
});

test("messages that are stored while a client catches up come once, and in order", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const kofi = world.client("kofi", gateway);
  for (let n = 0; n < 150; n++) kofi.send("lobby", `old ${n}`);
  await kofi.send("lobby", "old");
  const after = world.store.after.bind(world.store);
  let reads = 0;
  world.store.after = async (...args) => {
    const say = () => kofi.send("lobby", "meanwhile");
    if (++reads <= 3) await say(); // this page has it, and so has the offer
    const page = await after(...args);
    if (reads === 4) await say(); // offered while the page, which hasn't got it, is on its way
    return page;
  };
  const ama = world.client("ama", gateway);
  await ama.joined("lobby");
  await ama.seen({ type: "message", seq: 155 });
  const numbers = ama.frames.filter((f) => f.type === "message").map((f) => f.seq);
  assert.deepEqual(numbers, Array.from({ length: 155 }, (_, n) => n + 1));
});

test("who reads slowly is sent no more than it reads, and loses nothing", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const [ama, kofi] = [world.client("ama", gateway), world.client("kofi", gateway)];
  await ama.joined("lobby");
  ama.socket.pause();
  const text = "😀".repeat(4000); // 16 KB
  for (let n = 0; n < 800; n++) await kofi.send("lobby", text);
  const waiting = [...gateway.sockets.clients].map((socket) => socket.bufferedAmount);
  assert.ok(Math.max(...waiting) < 1_000_000, `${Math.max(...waiting)} bytes wait in the gateway`);
  ama.socket.resume();
  await until(() => ama.frames.length === 801, "all has come");
  const numbers = ama.frames.filter((f) => f.type === "message").map((f) => f.seq);
  assert.deepEqual(numbers, Array.from({ length: 800 }, (_, n) => n + 1));
});

test("who sends fast is read slowly: nothing is refused, and the order is kept", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway({ perSecond: 40 });
  const ama = world.client("ama", gateway);
  await once(ama.socket, "open");
  const began = Date.now();
  const numbers = await Promise.all(Array.from({ length: 60 }, (_, n) => ama.send("lobby", `${n}`)));
  assert.deepEqual(numbers, numbers.map((_, n) => n + 1));
  assert.ok(Date.now() - began >= 400, "the last twenty of sixty have to wait, at forty a second");
});

test("frames that are malformed or too large close the connection", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  for (const [data, code] of [["{", 1008], ["x".repeat(40_000), 1009]]) {
    const client = world.client("ama", gateway);
    await once(client.socket, "open");
    client.socket.send(data);
    const [closed] = await once(client.socket, "close");
    assert.equal(closed, code);
  }
});

test("a failing store is told to the client, which tries again", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const ama = world.client("ama", gateway);
  const append = world.store.append.bind(world.store);
  let failures = 2;
  world.store.append = async (message) => {
    if (failures-- > 0) throw new Error("the primary steps down");
    return append(message);
  };
  assert.equal(await ama.send("lobby", "hello"), 1);
  assert.equal(ama.frames.filter((f) => f.code === "try-again").length, 2);
});

test("a session that ends, and a membership, end what was opened with them", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway({ beatEvery: 50 });
  const [ama, kofi, esi] = ["ama", "kofi", "esi"].map((user) => world.client(user, gateway));
  for (const each of [ama, kofi, esi]) await each.joined("lobby");
  world.store.addSession("ama", "ama", 0);
  const [code] = await once(ama.socket, "close");
  assert.equal(code, 4001);
  world.store.members = async () => ["ama", "esi"];
  await kofi.seen({ type: "error", code: "not-a-member" });
  await esi.send("lobby", "kofi is out");
  await esi.seen({ type: "message", seq: 1 });
  assert.deepEqual(kofi.texts(), []);
});

test("presence counts connections, and goes with the last", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const esi = world.client("esi", gateway);
  const tabs = [world.client("ama", gateway), world.client("ama", gateway)];
  const users = async () => {
    esi.frames.length = 0;
    esi.who("lobby");
    return (await esi.seen({ type: "present" })).users.join(" ");
  };
  await esi.joined("lobby");
  await until(async () => (await users()) === "ama esi", "ama is there");
  tabs[0].close();
  await until(() => gateway.sockets.clients.size === 2, "one tab is closed");
  assert.equal(await users(), "ama esi");
  tabs[1].close();
  await until(async () => (await users()) === "esi", "ama is gone");
});

test("a client that answers no ping is dropped; one that does stays online", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway({ beatEvery: 60, presenceFor: 250 });
  const [ama, kofi] = [world.client("ama", gateway), world.client("kofi", gateway)];
  await ama.joined("lobby");
  await kofi.joined("lobby");
  kofi.socket.pause(); // a phone in a tunnel: open, and silent
  const online = () => world.store.online(["ama", "kofi"], Date.now());
  await until(async () => (await online()).join() === "ama", "kofi is offline");
  assert.equal(gateway.sockets.clients.size, 1);
  assert.equal(ama.socket.readyState, WebSocket.OPEN);
});

test("a gateway that stops says so, and its clients find another", limit, async (t) => {
  const world = new World(t);
  const [first, second] = [await world.gateway(), await world.gateway()];
  const ama = world.client("ama", first, second);
  await ama.joined("lobby");
  const closed = once(ama.socket, "close");
  await first.close();
  assert.equal((await closed)[0], 1012);
  assert.equal(await ama.send("lobby", "still here"), 1);
  assert.equal(second.sockets.clients.size, 1);
});
