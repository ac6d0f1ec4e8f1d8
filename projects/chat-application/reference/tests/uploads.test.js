import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import http from "node:http";
import test from "node:test";
import { ORIGIN, World, until } from "./support.js";

const limit = { timeout: 20_000 };
const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(1000)]);

function start(gateway, method, path, { session = "ama", origin = ORIGIN, ...headers } = {}) {
  const all = { Cookie: `session=${session}`, Origin: origin, ...headers };
  const request = http.request({ port: gateway.port, host: "127.0.0.1", method, path, headers: all });
  request.on("error", () => {});
  return request;
}

async function ask(gateway, method, path, { body, ...options } = {}) {
  const request = start(gateway, method, path, options);
  request.end(body);
  const [response] = await once(request, "response");
  const pieces = await response.toArray();
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) };
}

test("a file is stored, shared as a message and read by members alone", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const posted = await ask(gateway, "POST", "/rooms/lobby/files", { body: PNG, "Content-Type": "text/html" });
  assert.equal(posted.status, 201);
  const { id, kind, size } = JSON.parse(posted.body);
  assert.deepEqual([kind, size], ["image/png", PNG.length]);

  const [ama, kofi] = [world.client("ama", gateway), world.client("kofi", gateway)];
  await kofi.joined("lobby");
  await ama.send("lobby", { file: id });
  assert.equal((await kofi.seen({ type: "message", seq: 1 })).file, id);
  await assert.rejects(ama.send("lobby", { file: "0".repeat(32) }), /unknown-file/);

  const got = await ask(gateway, "GET", `/rooms/lobby/files/${id}`, { session: "kofi" });
  assert.deepEqual(got.body, PNG);
  assert.equal(got.headers["content-type"], "image/png");
  assert.equal(got.headers["x-content-type-options"], "nosniff");
  assert.equal(got.headers["content-disposition"], "attachment");
  assert.match(got.headers["content-security-policy"], /^sandbox/);
  assert.equal((await ask(gateway, "GET", `/rooms/lobby/files/${id}`, { session: "stranger" })).status, 404);
  assert.equal((await ask(gateway, "GET", `/rooms/staff/files/${id}`, { session: "esi" })).status, 404);
});

const refusals = [
  ["from another site", 403, "/rooms/lobby/files", { origin: "https://evil.example" }],
  ["without a session", 401, "/rooms/lobby/files", { session: "guessed" }],
  ["to a room one isn't in", 404, "/rooms/staff/files", {}],
  ["to a path outside", 404, "/rooms/../files", {}],
  ["that is HTML with another name", 415, "/rooms/lobby/files", { body: "<script>", "Content-Type": "image/png" }],
  ["that is empty", 415, "/rooms/lobby/files", { body: "" }],
  ["that says it is too large", 413, "/rooms/lobby/files", { body: Buffer.concat([PNG, Buffer.alloc(20_000)]) }],
];

for (const [what, status, path, options] of refusals) {
  test(`an upload ${what} is refused`, limit, async (t) => {
    const gateway = await new World(t).gateway({ limit: 10_000 });
    assert.equal((await ask(gateway, "POST", path, { body: PNG, ...options })).status, status);
    assert.deepEqual(await readdir(gateway.folder), []);
  });
}

test("ten megabytes without a length are refused when the limit is reached", limit, async (t) => {
  const gateway = await new World(t).gateway();
  const request = start(gateway, "POST", "/rooms/lobby/files", { "Transfer-Encoding": "chunked" });
  request.write(PNG);
  for (let n = 0; n < 10; n++) request.write(Buffer.alloc(1_000_000));
  const [response] = await once(request, "response"); // it has not even ended
  assert.equal(response.statusCode, 413);
  request.destroy();
  await until(async () => (await readdir(gateway.folder)).length === 0, "nothing is left behind");
});

test("an upload that breaks off leaves nothing behind", limit, async (t) => {
  const world = new World(t);
  const gateway = await world.gateway();
  const request = start(gateway, "POST", "/rooms/lobby/files", { "Content-Length": 5000 });
  request.write(PNG);
  await until(async () => (await readdir(gateway.folder)).length === 1, "it has begun");
  request.destroy();
  await until(async () => (await readdir(gateway.folder)).length === 0, "nothing is left");
});
