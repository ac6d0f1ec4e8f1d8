/**
 * The store that the tests use, and what any store has to promise.
 *
 * A message is {room, seq, id, from, at, text or file, published}. Its `seq` counts 1, 2, 3 in its room, and
 * nobody ever reads a message before all those with lower numbers can be read. Times are in milliseconds.
 */
export class MemoryStore {
  #sessions = new Map();
  #members = new Map();
  #rooms = new Map();
  #sent = new Map();
  #presence = new Map();
  #files = new Map();
  #notified = new Set();

  addSession(token, user, expires = Infinity) {
    this.#sessions.set(token, { user, expires });
  }

  addRoom(room, users) {
    this.#members.set(room, users);
    this.#rooms.set(room, []);
  }

  /** Return the user of a session, or null if there is none or it has ended. */
  async session(token, now) {
    const session = this.#sessions.get(token);
    return session && session.expires > now ? session.user : null;
  }

  async members(room) {
    return this.#members.get(room) ?? [];
  }

  async isMember(room, user) {
    return (await this.members(room)).includes(user);
  }

  /** Store a message with the next number of its room; the same (from, id) again returns what is stored. */
  async append(message) {
    const key = `${message.from} ${message.id}`;
    if (!this.#sent.has(key)) {
      const room = this.#rooms.get(message.room);
      const stored = { ...message, seq: room.length + 1, published: false };
      room.push(stored);
      this.#sent.set(key, stored);
    }
    return { ...this.#sent.get(key) };
  }

  /** Return up to `limit` messages of a room that come after number `seq`, in order. */
  async after(room, seq, limit) {
    return (this.#rooms.get(room) ?? []).slice(seq, seq + limit);
  }

  /** Return the highest number in each of these rooms, as pairs. */
  async last(rooms) {
    return rooms.map((room) => [room, this.#rooms.get(room)?.length ?? 0]);
  }

  /** Return up to `limit` messages from before a time that no gateway has marked as published. */
  async unpublished(before, limit) {
    const waiting = [...this.#rooms.values()].flat().filter((m) => !m.published && Date.parse(m.at) < before);
    return waiting.slice(0, limit);
  }

  async markPublished({ room, seq }) {
    this.#rooms.get(room)[seq - 1].published = true;
  }

  /** Say of connections, as [id, user] pairs, that they are alive until a time. */
  async beat(connections, expires) {
    for (const [id, user] of connections) this.#presence.set(id, { user, expires });
  }

  async leave(connection) {
    this.#presence.delete(connection);
  }

  /** Return those of the users who have a connection that is alive, sorted. */
  async online(users, now) {
    const alive = [...this.#presence.values()].filter((entry) => entry.expires > now).map((entry) => entry.user);
    return users.filter((user) => alive.includes(user)).sort();
  }

  async addFile(file) {
    this.#files.set(file.id, file);
  }

  /** Return what is known of a file that was uploaded to this room, or null. */
  async file(room, id) {
    const file = this.#files.get(id);
    return file?.room === room ? file : null;
  }

  async isNotified(key) {
    return this.#notified.has(key);
  }

  async markNotified(key) {
    this.#notified.add(key);
  }
}
