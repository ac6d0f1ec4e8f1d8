/**
 * RabbitMQ between gateways. One topic exchange; each gateway has a queue of its own, bound to the rooms that its
 * clients are in, and all messages go to the durable queue of the notifier as well.
 */

import amqp from "amqplib";

const key = (room) => `room.${room}`;

/** Declare what must be there before a message is published, whoever starts first. */
export async function declare(channel, exchange) {
  await channel.assertExchange(exchange, "topic", { durable: true });
  await channel.assertExchange(`${exchange}.dead`, "fanout", { durable: true });
  await channel.assertQueue(`${exchange}.dead`, { durable: true });
  await channel.bindQueue(`${exchange}.dead`, `${exchange}.dead`, "");
  const limits = { "x-queue-type": "quorum", "x-delivery-limit": 20, "x-dead-letter-exchange": `${exchange}.dead` };
  await channel.assertQueue(`${exchange}.notifications`, { durable: true, arguments: limits });
  await channel.bindQueue(`${exchange}.notifications`, exchange, "room.*");
}

/** Return a connection that is made again whenever it breaks; `setup` then gets a new channel with confirms. */
export async function connectAgain(url, setup, log) {
  const connection = await amqp.connect(url, {
    recovery: {
      waitForConnect: false, // a gateway without a broker still serves its own clients
      jitter: 1,
      maxDelay: 10_000,
      async setup(model) {
        const channel = await model.createConfirmChannel();
        channel.on("error", log);
        channel.on("close", () => model.close().catch(() => {})); // a channel alone isn't made again
        await setup(channel);
      },
    },
  });
  connection.on("error", log);
  return connection;
}

export class Broker {
  #rooms = new Set();
  #channel = null;

  constructor({ url, exchange = "chat", log = console.error }) {
    Object.assign(this, { url, exchange, log });
  }

  /** Connect, now or as soon as there is a broker, and hand over the messages of the rooms that are followed. */
  async start(onMessage) {
    this.connection = await connectAgain(this.url, (channel) => this.#setup(channel, onMessage), this.log);
  }

  async #setup(channel, onMessage) {
    await declare(channel, this.exchange);
    // What overflows, and what came while the connection was away, is found in the store.
    const { queue } = await channel.assertQueue("", { exclusive: true, arguments: { "x-max-length": 10_000 } });
    this.queue = queue;
    const take = (delivery) => (delivery ? onMessage(JSON.parse(delivery.content)) : channel.close());
    await channel.consume(queue, take, { noAck: true });
    for (const room of this.#rooms) await channel.bindQueue(queue, this.exchange, key(room));
    channel.on("close", () => (this.#channel = null));
    this.#channel = channel;
  }

  get isConnected() {
    return this.#channel !== null;
  }

  /** Receive the messages of a room from now on; resolves when the binding stands. */
  async follow(room) {
    this.#rooms.add(room);
    await this.#channel?.bindQueue(this.queue, this.exchange, key(room)).catch(this.log);
  }

  async unfollow(room) {
    this.#rooms.delete(room);
    await this.#channel?.unbindQueue(this.queue, this.exchange, key(room)).catch(this.log);
  }

  /** Publish a message; resolves when the broker has confirmed it. */
  publish(message) {
    return new Promise((resolve, reject) => {
      if (!this.#channel) throw new Error("no connection to the broker");
      const content = Buffer.from(JSON.stringify(message));
      const options = { persistent: true, contentType: "application/json" };
      const confirmed = (error) => (error ? reject(error) : resolve());
      this.#channel.publish(this.exchange, key(message.room), content, options, confirmed);
    });
  }

  async close() {
    await this.connection?.close();
  }
}
