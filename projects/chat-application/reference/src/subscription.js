/** One client in one room: how far it has been sent, and how it catches up. */

import { WebSocket } from "ws";
import { messageFrame } from "./protocol.js";

const PAGE = 100;
const BEHIND = 64 * 1024; // bytes that wait for a slow reader before it is no longer pushed to

export class Subscription {
  #reading = false;
  #again = false;

  /** The client has all messages of the room up to number `cursor`. */
  constructor(socket, store, room, cursor) {
    Object.assign(this, { socket, store, room, cursor });
  }

  /**
   * Take a message that was just stored, with its frame. It may be old, or come before others that are missing:
   * then the store is read, as it is for a reader that is slow.
   */
  offer(message, frame) {
    if (message.seq <= this.cursor) return;
    const isNext = message.seq === this.cursor + 1 && !this.#reading;
    if (isNext && this.socket.bufferedAmount < BEHIND) {
      this.cursor = message.seq;
      this.socket.send(frame);
    } else {
      this.catchUp().catch(() => {}); // the store is down: the next sweep tries again
    }
  }

  /** Send what the store has beyond the cursor, no faster than the client reads. */
  async catchUp() {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && this.socket.readyState === WebSocket.OPEN) {
        this.#again = false;
        const page = await this.store.after(this.room, this.cursor, PAGE);
        let written;
        for (const message of page) {
          this.cursor = message.seq;
          written = new Promise((resolve) => this.socket.send(messageFrame(message), resolve));
        }
        await written; // handed to the network, or the socket is closed
        this.#again ||= page.length === PAGE;
      }
    } finally {
      this.#reading = false;
    }
  }
}
