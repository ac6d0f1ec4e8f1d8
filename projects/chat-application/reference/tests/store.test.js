/** What every store has to promise. MongoDB is held to it where MONGODB_URL names a server with an empty database. */

import assert from "node:assert/strict";
import test from "node:test";
import { MemoryStore } from "../src/memory-store.js";

const url = process.env.MONGODB_URL;
const stores = {
  memory: [{}, async () => new MemoryStore()],
  MongoDB: [
    { skip: !url && "not run: no package registry has a MongoDB server; set MONGODB_URL" },
    async () => (await import("../src/mongo-store.js")).MongoStore.open(url),
  ],
};

for (const [name, [options, open]] of Object.entries(stores)) {
  test(`the store in ${name}`, options, async (t) => {
    const store = await open();
    t.after(() => store.close?.());
    const [room, other] = ["red", "blue"].map((color) => `${color}-${Date.now()}`);
    await store.addRoom(room, ["ama", "kofi"]);
    await store.addRoom(other, ["ama"]);
    const at = new Date().toISOString();
    const message = (id, where = room, from = "ama") => ({ room: where, from, id, at, text: id });
    const numbers = async (after, limit) => (await store.after(room, after, limit)).map(({ seq }) => seq);

    await t.test("numbers a room's messages without holes, however many come at once", async () => {
      const ids = Array.from({ length: 20 }, (_, n) => `first-${n}`);
      const stored = await Promise.all(ids.map((id) => store.append(message(id))));
      assert.deepEqual(stored.map(({ seq }) => seq).sort((a, b) => a - b), ids.map((_, n) => n + 1));
      assert.equal((await store.append(message("elsewhere", other))).seq, 1);
    });
    await t.test("keeps one message for each sender and id", async () => {
      const twice = await Promise.all([store.append(message("again-1")), store.append(message("again-1"))]);
      assert.deepEqual(twice.map(({ seq }) => seq), [21, 21]);
      assert.equal((await store.append(message("again-1", room, "kofi"))).seq, 22);
    });
    await t.test("reads on from a number, in order, no further than the limit", async () => {
      assert.deepEqual(await numbers(19, 100), [20, 21, 22]);
      assert.deepEqual(await numbers(0, 2), [1, 2]);
      assert.deepEqual(await numbers(22, 100), []);
      assert.deepEqual(new Map(await store.last([room, other])), new Map([[room, 22], [other, 1]]));
    });
    await t.test("knows what is not published, once it is old enough", async () => {
      const later = Date.parse(at) + 1;
      for (const each of await store.after(room, 1, 100)) await store.markPublished(each);
      const waiting = (await store.unpublished(later, 100)).filter((each) => each.room === room);
      assert.deepEqual(waiting.map(({ seq }) => seq), [1]);
      assert.deepEqual(await store.unpublished(Date.parse(at), 100), []);
    });
    await t.test("counts a user as online while one connection is alive", async () => {
      await store.beat([[`phone ${room}`, "ama"], [`laptop ${room}`, "ama"]], 1000);
      await store.beat([[`laptop ${room}`, "ama"]], 2000);
      assert.deepEqual(await store.online(["kofi", "ama"], 1500), ["ama"]);
      await store.leave(`laptop ${room}`);
      assert.deepEqual(await store.online(["kofi", "ama"], 999), ["ama"]);
      assert.deepEqual(await store.online(["kofi", "ama"], 1000), []);
    });
    await t.test("ends sessions, and keeps files to their room", async () => {
      await store.addSession(`s ${room}`, "ama", 1000);
      assert.equal(await store.session(`s ${room}`, 999), "ama");
      assert.equal(await store.session(`s ${room}`, 1000), null);
      await store.addFile({ id: `f ${room}`, room, size: 3 });
      assert.equal((await store.file(room, `f ${room}`)).size, 3);
      assert.equal(await store.file(other, `f ${room}`), null);
    });
  });
}
