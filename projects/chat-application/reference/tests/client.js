/** The other half of the promises: a client that keeps what isn't acknowledged, and knows what it has. */

import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { PROTOCOL } from "../src/protocol.js";

const FINAL = [1008, 4001]; // coming back would end the same way

export class ChatClient {
  #cursors = new Map(); // room to the last number that was handed on
  #pending = new Map(); // id to what is not acknowledged, in the order of sending
  #attempt = 0;
  #closed = false;

  /**
   * `urls` are the gateways. `onFrame` gets each message once, in the order of its room, and every other frame;
   * `onTwice` gets a message that came again.
   */
  constructor({ urls, origin, session, onFrame, onTwice = () => {}, slowest = 30_000, silence = 50_000 }) {
    Object.assign(this, { urls, origin, session, onFrame, onTwice, slowest, silence });
    this.#connect();
  }

  join(room, after = 0) {
    this.#cursors.set(room, after);
    this.#transmit({ type: "join", room, after });
  }

  who(room) {
    this.#transmit({ type: "who", room });
  }

  /** Send a text, or with {file} a file; resolves to its number in the room, however many tries that takes. */
  send(room, content) {
    const frame = { type: "send", room, id: randomUUID(), ...(content.file ? content : { text: content }) };
    return new Promise((resolve, reject) => {
      this.#pending.set(frame.id, { frame, resolve, reject });
      this.#transmit(frame);
    });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }

  #transmit(frame) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  #connect() {
    const url = this.urls[this.#attempt % this.urls.length];
    const headers = { Cookie: `session=${this.session}` };
    const socket = (this.socket = new WebSocket(url, PROTOCOL, { origin: this.origin, headers }));
    socket.on("open", () => {
      this.#attempt = 0;
      this.#expectSigns();
      for (const [room, after] of this.#cursors) this.#transmit({ type: "join", room, after });
      for (const { frame } of this.#pending.values()) this.#transmit(frame);
    });
    socket.on("ping", () => this.#expectSigns());
    socket.on("message", (data) => this.#take(JSON.parse(data)));
    socket.on("error", () => {});
    socket.on("close", (code) => {
      clearTimeout(this.timer);
      if (this.#closed || FINAL.includes(code)) return;
      // Full jitter: a gateway that stops must not send all its clients to the next one in the same moment.
      const delay = Math.random() * Math.min(this.slowest, 1000 * 2 ** this.#attempt++);
      this.timer = setTimeout(() => this.#connect(), delay);
    });
  }

  /** A network that is gone says nothing: without a ping for a while, connect anew. */
  #expectSigns() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.socket.terminate(), this.silence);
  }

  #take(frame) {
    if (frame.type === "message") {
      if (frame.seq <= this.#cursors.get(frame.room)) return this.onTwice(frame);
      this.#cursors.set(frame.room, frame.seq);
    }
    const waiting = this.#pending.get(frame.id);
    if (waiting && frame.type === "ack") {
      this.#pending.delete(frame.id);
      waiting.resolve(frame.seq);
    } else if (frame.code === "try-again") {
      const join = { type: "join", room: frame.room, after: this.#cursors.get(frame.room) };
      setTimeout(() => this.#transmit(waiting?.frame ?? join), this.slowest / 30);
    } else if (waiting && frame.type === "error") {
      this.#pending.delete(frame.id);
      waiting.reject(new Error(frame.code));
    }
    this.onFrame(frame);
  }
}
