/** Notifies the members of a room who are offline. Each delivery is acknowledged after its work, never before. */

import { setTimeout as wait } from "node:timers/promises";
import { connectAgain, declare } from "./broker.js";

/**
 * Start a worker; any number may run. `notify` gets {key, user, message} and must treat a key that it has seen as
 * done: between sending and remembering, the worker can die.
 */
export async function startNotifier({ url, exchange = "chat", store, notify, retryAfter = 1000, log = console.error }) {
  async function handle(message) {
    const members = await store.members(message.room);
    const online = await store.online(members, Date.now());
    for (const user of members) {
      if (user === message.from || online.includes(user)) continue;
      const key = `${message.room}:${message.seq}:${user}`;
      if (await store.isNotified(key)) continue;
      await notify({ key, user, message });
      await store.markNotified(key);
    }
  }

  return connectAgain(
    url,
    async (channel) => {
      await declare(channel, exchange);
      await channel.prefetch(20);
      await channel.consume(`${exchange}.notifications`, async (delivery) => {
        if (!delivery) return channel.close();
        try {
          await handle(JSON.parse(delivery.content));
          channel.ack(delivery);
        } catch (error) {
          log(error);
          await wait(retryAfter); // no delivery limit outlasts a second of failures at full speed
          channel.reject(delivery, true);
        }
      });
    },
    log,
  );
}
