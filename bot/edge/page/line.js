// The line to the server: what is typed goes out under an id of its own until it is answered; what is new comes in.

const OUTBOX = "outbox";
const ALIVE_MS = 40000; // the server gives a sign every 15 s
const POLL_MS = 5000;
const TIMEOUT_MS = 15000;

const outbox = read();
const waiters = new Map();
let sending = false;
let wake = () => {};
let source = null;
let heard = 0;
let to = {};

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(OUTBOX)) || [];
  } catch (error) {
    return [];
  }
}

// A reload must not lose what has not been sent yet. This tab alone remembers it, until it is closed.
function remember() {
  try {
    if (outbox.length) sessionStorage.setItem(OUTBOX, JSON.stringify(outbox));
    else sessionStorage.removeItem(OUTBOX);
  } catch (error) {
    // Private browsing: then it is in memory alone.
  }
}

export function connect(given) {
  to = given;
  window.addEventListener("online", () => {
    wake();
    listen();
  });
  window.addEventListener("offline", () => to.offline(true));
  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
  setInterval(look, POLL_MS);
}

export const unsent = () => outbox;
export const busy = () => sending || outbox.length > 0;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Resolves with the answer, however long that takes.
export function send(text, field) {
  const message = { message_id: newId(), text };
  if (field) message.field = field;
  outbox.push(message);
  remember();
  to.queued(message);
  const answer = new Promise((resolve) => waiters.set(message.message_id, resolve));
  flush();
  return answer;
}

export async function flush() {
  if (sending) return;
  sending = true;
  while (outbox.length) {
    to.sending(outbox[0]);
    const answer = await post(outbox[0]);
    if (answer === null) {
      await pause(2000);
      continue;
    }
    const message = outbox.shift();
    remember();
    to.offline(false);
    to.answered(message, answer);
    const resolve = waiters.get(message.message_id);
    if (resolve) resolve(answer);
    waiters.delete(message.message_id);
  }
  sending = false;
  to.idle();
}

function pause(ms) {
  return new Promise((resolve) => {
    wake = resolve;
    setTimeout(resolve, ms);
  });
}

export async function request(path, options, ms = TIMEOUT_MS) {
  const timer = new AbortController();
  const over = setTimeout(() => timer.abort(), ms);
  try {
    return await fetch(path, { ...options, signal: timer.signal });
  } catch (error) {
    return null;
  } finally {
    clearTimeout(over);
  }
}

export function postJson(path, body) {
  return request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

// null: nobody took it, try again with the same id.
async function post(message) {
  const response = await postJson("/chat/messages", message);
  if (response && response.status === 429) {
    to.slow();
    return null;
  }
  if (!response || response.status >= 500) {
    to.offline(true);
    return null;
  }
  if (response.status === 401) {
    to.expired();
    return null;
  }
  try {
    const body = await response.json();
    return response.ok ? body : { problem: body.error.message };
  } catch (error) {
    return null;
  }
}

export async function history(after) {
  const response = await request("/chat/history" + (after ? "?after=" + after : ""));
  if (response && response.status === 401) to.expired();
  if (!response || !response.ok) return null;
  return response.json().catch(() => null);
}

// Server-sent events tell that there is news; while they cannot be had, we look ourselves.
export function listen() {
  if (document.hidden || !window.EventSource) return;
  hangUp();
  source = new EventSource("/chat/events");
  const sign = () => {
    heard = Date.now();
    to.offline(false);
    wake();
  };
  source.addEventListener("ready", () => {
    sign();
    to.news(null);
  });
  source.addEventListener("answered", (event) => {
    sign();
    to.news(event.data);
  });
  source.addEventListener("beat", sign);
}

function hangUp() {
  if (source) source.close();
  source = null;
  heard = 0;
}

function look() {
  if (document.hidden) return;
  const open = Date.now() - heard < ALIVE_MS;
  if (!open && (!source || source.readyState === 2 || heard)) listen();
  if (!open || to.waiting()) to.news(null);
}
