/** Two gateways, RabbitMQ between them, and what happens when one of the three goes away. */

import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import amqp from "amqplib";
import { startNotifier } from "../src/notifier.js";
import { AMQP_URL, World, needsBroker, until } from "./support.js";

async function notifications(world, options = {}) {
  const notified = [];
  const notify = async ({ key }) => void notified.push(key);
  const log = () => {};
  const { exchange, store } = world;
  const worker = await startNotifier({ url: AMQP_URL, exchange, store, notify, retryAfter: 10, log, ...options });
  await worker.waitForConnect();
  world.closing.push(() => worker.close());
  return notified;
}

test("what is sent on one gateway arrives on the other", needsBroker, async (t) => {
  const world = new World(t);
  const [a, b] = [await world.gateway({ url: AMQP_URL }), await world.gateway({ url: AMQP_URL })];
  const [ama, kofi] = [world.client("ama", a), world.client("kofi", b)];
  await kofi.joined("lobby");
  for (let n = 1; n <= 50; n++) ama.send("lobby", `${n}`);
  await kofi.seen({ type: "message", seq: 50 });
  assert.deepEqual(kofi.texts(), Array.from({ length: 50 }, (_, n) => `${n + 1}`));
});

test("a gateway receives the rooms that its clients are in, while they are", needsBroker, async (t) => {
  const world = new World(t);
  const [a, b] = [await world.gateway({ url: AMQP_URL }), await world.gateway({ url: AMQP_URL })];
  const [sender, stays, leaves] = [world.client("esi", a), world.client("esi", b), world.client("esi", b)];
  const sendBoth = async () => {
    b.received.length = 0;
    await sender.send("lobby", "hello");
    const last = await sender.send("staff", "hello");
    await stays.seen({ type: "message", room: "staff", seq: last });
    return b.received.map(({ room }) => room).join(" ");
  };
  await stays.joined("staff");
  assert.equal(await sendBoth(), "staff");
  await leaves.joined("lobby");
  assert.equal(await sendBoth(), "lobby staff");
  leaves.close();
  await until(async () => (await sendBoth()) === "staff", "the gateway no longer receives the lobby");
});

for (const [moment, crash, cut] of [
  ["before the message is stored", { before: "append" }, false],
  ["between storing and acknowledging it", { after: "append" }, false],
  ["after acknowledging and publishing it", { before: "markPublished" }, false],
  ["after acknowledging it, while it had no broker", {}, true],
]) {
  test(`a gateway is killed ${moment}`, needsBroker, async (t) => {
    const world = new World(t);
    const notified = await notifications(world);
    const cable = await world.cable();
    const doomed = await world.process({ url: cable.url });
    const other = await world.gateway({ url: AMQP_URL, sweepEvery: 100 });
    const ama = world.client("ama", doomed, other);
    const kofi = world.client("kofi", other);
    await ama.joined("lobby");
    await kofi.joined("lobby");
    assert.equal(await ama.send("lobby", "one"), 1);
    await kofi.seen({ type: "message", seq: 1 });
    await until(() => notified.length === 1, "esi, who is offline, is notified of the first");

    if (cut) cable.cut();
    const died = once(doomed, "exit");
    doomed.crash = crash;
    const sent = ama.send("lobby", "two");
    if (cut) {
      await sent;
      doomed.kill("SIGKILL");
    }
    await died;

    assert.equal(await sent, 2);
    assert.equal(await ama.send("lobby", "three"), 3);
    for (const each of [ama, kofi]) {
      await each.seen({ type: "message", seq: 3 });
      assert.deepEqual(each.texts(), ["one", "two", "three"]);
    }
    const stored = () => world.store.after("lobby", 0, 10);
    await until(async () => (await stored()).every((m) => m.published), "all is published");
    await until(() => notified.length >= 3, "esi is notified of the rest");
    assert.deepEqual(notified.sort(), ["lobby:1:esi", "lobby:2:esi", "lobby:3:esi"]);
    assert.deepEqual((await stored()).map((m) => m.text), ["one", "two", "three"]);
  });
}

test("the presence of a killed gateway's clients expires", needsBroker, async (t) => {
  const world = new World(t);
  const doomed = await world.process({ url: AMQP_URL });
  const ama = world.client("ama", doomed);
  await ama.joined("lobby");
  const online = () => world.store.online(["ama"], Date.now());
  await until(async () => (await online()).length === 1, "ama is online");
  doomed.kill("SIGKILL");
  await once(doomed, "exit");
  ama.close();
  assert.deepEqual(await online(), ["ama"]); // nobody has said otherwise yet
  await until(async () => (await online()).length === 0, "it has expired");
});

test("without the broker, messages come later and none is lost", needsBroker, async (t) => {
  const world = new World(t);
  const cable = await world.cable();
  const notified = await notifications(world, { url: cable.url });
  const options = { url: cable.url, sweepEvery: 100 };
  const [a, b] = [await world.gateway(options), await world.gateway(options)];
  const [ama, kofi] = [world.client("ama", a), world.client("kofi", b)];
  await kofi.joined("lobby");
  cable.cut();
  await until(() => !a.broker.isConnected && !b.broker.isConnected, "both have noticed");
  for (const text of ["one", "two"]) await ama.send("lobby", text);
  await kofi.seen({ type: "message", seq: 2 }); // by the sweep
  assert.deepEqual(notified, []);
  cable.mend();
  await until(() => a.broker.isConnected && b.broker.isConnected, "both are back");
  await until(() => notified.length === 2, "notifications were kept");
  assert.deepEqual(kofi.texts(), ["one", "two"]);
  assert.deepEqual(notified.sort(), ["lobby:1:esi", "lobby:2:esi"]);
});

test("after the broker was away, rooms are followed again", needsBroker, async (t) => {
  const world = new World(t);
  const cable = await world.cable();
  const [a, b] = [await world.gateway({ url: AMQP_URL }), await world.gateway({ url: cable.url })];
  const [ama, kofi] = [world.client("ama", a), world.client("kofi", b)];
  await kofi.joined("lobby");
  cable.cut();
  await until(() => !b.broker.isConnected, "the cut is noticed");
  await ama.send("lobby", "missed");
  cable.mend();
  await until(() => b.broker.isConnected, "it is back");
  await ama.send("lobby", "live");
  await kofi.seen({ type: "message", seq: 2 }); // without a sweep: the jump of the number shows the gap
  assert.deepEqual(kofi.texts(), ["missed", "live"]);
});

test("what the broker did not confirm is published again", needsBroker, async (t) => {
  const world = new World(t);
  const notified = await notifications(world);
  const cable = await world.cable();
  const gateway = await world.gateway({ url: cable.url, sweepEvery: 100 });
  const ama = world.client("ama", gateway);
  cable.stall();
  await ama.send("lobby", "into the void");
  cable.cut();
  cable.mend();
  await until(() => notified.length === 2, "the others, who are offline, are notified");
  assert.deepEqual(notified.sort(), ["lobby:1:esi", "lobby:1:kofi"]);
});

test("a channel that the broker closes is opened again", needsBroker, async (t) => {
  const world = new World(t);
  const notified = await notifications(world);
  const gateway = await world.gateway({ url: AMQP_URL, sweepEvery: 100 });
  const connection = await amqp.connect(AMQP_URL);
  world.closing.push(() => connection.close());
  await (await connection.createChannel()).deleteExchange(world.exchange);
  await world.client("ama", gateway).send("lobby", "hello"); // publishing it is an error of the channel
  await until(() => notified.length === 2, "it is published on another channel");
});

test("a notification that fails is tried again, and one that worked is not", needsBroker, async (t) => {
  const world = new World(t);
  const seen = [];
  const notify = async ({ key }) => {
    seen.push(key);
    if (seen.length < 3) throw new Error("the push service is down");
  };
  await notifications(world, { notify });
  const gateway = await world.gateway({ url: AMQP_URL });
  const ama = world.client("ama", gateway);
  await world.client("esi", gateway).joined("lobby"); // online: not notified
  await ama.send("lobby", "hello");
  await until(() => world.store.isNotified("lobby:1:kofi"), "kofi is notified");
  const [message] = await world.store.after("lobby", 0, 1);
  await gateway.broker.publish(message); // a duplicate, as after a crash
  await gateway.broker.publish({ ...message, seq: 99 });
  await until(() => world.store.isNotified("lobby:99:kofi"), "the duplicate has been handled");
  assert.deepEqual(seen, ["lobby:1:kofi", "lobby:1:kofi", "lobby:1:kofi", "lobby:99:kofi"]);
});
