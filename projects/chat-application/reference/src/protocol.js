/** Reads what clients send. The schema alone decides what a frame may hold. */

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

export const PROTOCOL = "chat.v1";

const schema = readFileSync(new URL("../protocol.schema.json", import.meta.url), "utf8");
const ajv = new Ajv({ strictTypes: false }).addSchema(JSON.parse(schema));

export const isClientFrame = ajv.getSchema("chat.v1#/$defs/client");
export const isServerFrame = ajv.getSchema("chat.v1#/$defs/server");

/** Return the frame in a client's data, or null if it is none. */
export function readFrame(data) {
  try {
    const frame = JSON.parse(data);
    return isClientFrame(frame) ? frame : null;
  } catch {
    return null;
  }
}

/** Return a stored message as the text of a frame. */
export function messageFrame({ room, seq, id, from, at, text, file }) {
  return JSON.stringify({ type: "message", room, seq, id, from, at, text, file });
}
