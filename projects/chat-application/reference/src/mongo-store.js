/**
 * The same store on MongoDB. Not run: no package registry has the server, so the tests reach it only where
 * MONGODB_URL names one.
 */

import { MongoClient } from "mongodb";

const DUPLICATE = 11000;
const WEEK = 7 * 24 * 3600;

export class MongoStore {
  /** Connect, and make the indexes that the promises rest on. */
  static async open(url) {
    // What a failover could take back is neither acknowledged nor shown.
    const client = new MongoClient(url, { writeConcern: { w: "majority" }, readConcern: { level: "majority" } });
    const store = new MongoStore();
    store.client = await client.connect();
    for (const name of ["sessions", "rooms", "messages", "presence", "files", "notified"]) {
      store[`$${name}`] = client.db().collection(name);
    }
    await store.$messages.createIndex({ room: 1, seq: 1 }, { unique: true });
    await store.$messages.createIndex({ from: 1, id: 1 }, { unique: true });
    await store.$messages.createIndex({ at: 1 }, { partialFilterExpression: { published: false } });
    await store.$presence.createIndex({ user: 1, expires: 1 });
    // These two only clean up, about once a minute: a read never relies on them.
    await store.$presence.createIndex({ expires: 1 }, { expireAfterSeconds: 0 });
    await store.$notified.createIndex({ at: 1 }, { expireAfterSeconds: WEEK });
    return store;
  }

  async addSession(token, user, expires = Infinity) {
    await this.$sessions.insertOne({ _id: token, user, expires });
  }

  async addRoom(room, users) {
    await this.$rooms.insertOne({ _id: room, members: users });
  }

  async session(token, now) {
    const session = await this.$sessions.findOne({ _id: token, expires: { $gt: now } });
    return session?.user ?? null;
  }

  async members(room) {
    return (await this.$rooms.findOne({ _id: room }))?.members ?? [];
  }

  async isMember(room, user) {
    return (await this.$rooms.countDocuments({ _id: room, members: user }, { limit: 1 })) > 0;
  }

  async append(message) {
    for (;;) {
      const [last] = await this.$messages.find({ room: message.room }).sort({ seq: -1 }).limit(1).toArray();
      const stored = { ...message, seq: (last?.seq ?? 0) + 1, published: false };
      try {
        await this.$messages.insertOne({ ...stored });
        return stored;
      } catch (error) {
        if (error.code !== DUPLICATE) throw error;
        // Sent before, or another message took the number: then try the next.
        const known = await this.$messages.findOne({ from: message.from, id: message.id });
        if (known) return known;
      }
    }
  }

  async after(room, seq, limit) {
    return this.$messages.find({ room, seq: { $gt: seq } }).sort({ seq: 1 }).limit(limit).toArray();
  }

  async last(rooms) {
    const newest = await this.$messages
      .aggregate([{ $match: { room: { $in: rooms } } }, { $group: { _id: "$room", seq: { $max: "$seq" } } }])
      .toArray();
    return newest.map(({ _id, seq }) => [_id, seq]);
  }

  async unpublished(before, limit) {
    const at = { $lt: new Date(before).toISOString() };
    return this.$messages.find({ published: false, at }).sort({ at: 1 }).limit(limit).toArray();
  }

  async markPublished({ room, seq }) {
    await this.$messages.updateOne({ room, seq }, { $set: { published: true } });
  }

  async beat(connections, expires) {
    const update = { $set: { expires: new Date(expires) } };
    const writes = connections.map(([_id, user]) => ({
      updateOne: { filter: { _id, user }, update, upsert: true },
    }));
    if (writes.length > 0) await this.$presence.bulkWrite(writes, { ordered: false });
  }

  async leave(connection) {
    await this.$presence.deleteOne({ _id: connection });
  }

  async online(users, now) {
    const alive = await this.$presence.distinct("user", { user: { $in: users }, expires: { $gt: new Date(now) } });
    return alive.sort();
  }

  async addFile({ id, ...file }) {
    await this.$files.insertOne({ _id: id, ...file });
  }

  async file(room, id) {
    const file = await this.$files.findOne({ _id: id, room });
    return file && { ...file, id };
  }

  async isNotified(key) {
    return (await this.$notified.countDocuments({ _id: key }, { limit: 1 })) > 0;
  }

  async markNotified(key) {
    await this.$notified.updateOne({ _id: key }, { $set: { at: new Date() } }, { upsert: true });
  }

  async close() {
    await this.client.close();
  }
}
