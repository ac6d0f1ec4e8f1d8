import assert from "node:assert/strict";
import test from "node:test";
import { readFrame } from "../src/protocol.js";

const id = "3f0c7a52-0001";
const accepted = [
  { type: "join", room: "lobby", after: 0 },
  { type: "send", room: "lobby", id, text: "hello" },
  { type: "send", room: "lobby", id, text: "😀".repeat(4000) },
  { type: "send", room: "lobby", id, file: "0123456789abcdef0123456789abcdef" },
  { type: "who", room: "lobby" },
];
const refused = {
  "no JSON": "hello",
  "no object": "[]",
  "an unknown type": { type: "shout", room: "lobby" },
  "a frame of the server": { type: "ack", room: "lobby", id, seq: 1 },
  "a room that is a pattern of routing keys": { type: "join", room: "#", after: 0 },
  "a room with a dot": { type: "join", room: "a.b", after: 0 },
  "a number below zero": { type: "join", room: "lobby", after: -1 },
  "a number that is none": { type: "join", room: "lobby", after: 1.5 },
  "a message without id": { type: "send", room: "lobby", text: "hello" },
  "an empty text": { type: "send", room: "lobby", id, text: "" },
  "a text that is too long": { type: "send", room: "lobby", id, text: "x".repeat(4001) },
  "text and file": { type: "send", room: "lobby", id, text: "x", file: "0123456789abcdef0123456789abcdef" },
  "neither": { type: "send", room: "lobby", id },
  "a sender of the client's choice": { type: "send", room: "lobby", id, text: "x", from: "ama" },
};

for (const frame of accepted) {
  test(`accepts ${JSON.stringify(frame).slice(0, 60)}`, () => {
    assert.deepEqual(readFrame(JSON.stringify(frame)), frame);
  });
}

for (const [what, frame] of Object.entries(refused)) {
  test(`refuses ${what}`, () => {
    assert.equal(readFrame(typeof frame === "string" ? frame : JSON.stringify(frame)), null);
  });
}
