/** Files from strangers: over HTTP, with limits, kept in a folder under names that we choose. */

import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const KINDS = {
  "image/png": Buffer.from("89504e470d0a1a0a", "hex"),
  "image/jpeg": Buffer.from("ffd8ff", "hex"),
  "application/pdf": Buffer.from("%PDF-"),
};
const LONGEST_MAGIC = 8;

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function kindOf(head) {
  const found = Object.entries(KINDS).find(([, magic]) => head.subarray(0, magic.length).equals(magic));
  if (!found) throw new Refused(415, "neither PNG, JPEG nor PDF");
  return found[0];
}

export class Uploads {
  constructor({ store, folder, limit = 5_000_000 }) {
    Object.assign(this, { store, folder, limit });
  }

  /** Answer POST /rooms/ROOM/files or GET /rooms/ROOM/files/ID from a user who is signed in. */
  async answer(request, response, user) {
    try {
      const [, room, id] = /^\/rooms\/([a-z0-9-]{1,40})\/files(?:\/([0-9a-f]{32}))?$/.exec(request.url) ?? [];
      // A room that one isn't in looks like one that isn't there.
      if (!room || !(await this.store.isMember(room, user))) throw new Refused(404, "no such room or file");
      if (request.method === "POST" && !id) {
        const file = await this.#receive(request, room, user);
        response.writeHead(201, { "Content-Type": "application/json" }).end(JSON.stringify(file));
      } else if (request.method === "GET" && id) {
        await this.#send(response, room, id);
      } else {
        throw new Refused(405, "POST to files, GET a file");
      }
    } catch (error) {
      if (response.headersSent) return response.destroy(error);
      if (!request.complete) linger(request);
      const status = error.status ?? 500;
      response.writeHead(status, { "Content-Type": "text/plain", Connection: "close" });
      response.end(status === 500 ? "not stored, try again" : error.message);
    }
  }

  async #receive(request, room, from) {
    if (Number(request.headers["content-length"]) > this.limit) throw new Refused(413, "too large");
    const id = randomBytes(16).toString("hex");
    const part = join(this.folder, `${id}.part`);
    const handle = await open(part, "wx", 0o600);
    try {
      const digest = createHash("sha256");
      let size = 0;
      let head = Buffer.alloc(0);
      // Left open on an error, so that the answer can still be sent.
      for await (const piece of request.iterator({ destroyOnReturn: false })) {
        size += piece.length; // what the headers say is not believed
        if (size > this.limit) throw new Refused(413, "too large");
        if (head.length < LONGEST_MAGIC) head = Buffer.concat([head, piece.subarray(0, LONGEST_MAGIC)]);
        digest.update(piece);
        await handle.write(piece);
      }
      const kind = kindOf(head);
      await handle.sync();
      await rename(part, join(this.folder, id));
      const file = { id, room, from, kind, size, sha256: digest.digest("hex") };
      await this.store.addFile(file);
      return file;
    } finally {
      await handle.close();
      await rm(part, { force: true });
    }
  }

  async #send(response, room, id) {
    const file = await this.store.file(room, id);
    if (!file) throw new Refused(404, "no such room or file");
    response.writeHead(200, {
      "Content-Type": file.kind,
      "Content-Length": file.size,
      "Content-Disposition": "attachment",
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, max-age=31536000, immutable",
    });
    await pipeline(createReadStream(join(this.folder, id)), response);
  }
}

/** Read and drop what is still coming, for a second: a connection closed earlier would take the answer with it. */
function linger(request) {
  request.resume();
  setTimeout(() => request.destroy(), 1000).unref();
}
