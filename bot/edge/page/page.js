// The chat: sends what is typed under an id of its own, again with the same id until it is answered.
"use strict";

const talk = document.getElementById("talk");
const state = document.getElementById("state");
const form = document.getElementById("say");
const text = document.getElementById("text");
const WAITING = "正在回复…";
const outbox = [];
let sending = false;

function line(own) {
  const item = document.createElement("li");
  if (own) item.className = "own";
  const said = document.createElement("div");
  said.className = "said";
  item.append(said);
  talk.append(item);
  return { item, said };
}

function showOwn(words) {
  line(true).said.textContent = words;
}

function showReply(reply) {
  dropChoices();
  const { item, said } = line(false);
  said.innerHTML = reply.html; // sanitised on the server
  for (const paper of reply.documents) said.append(paperLink(paper));
  if (reply.buttons.length) item.append(choices(reply.buttons));
  item.scrollIntoView({ block: "end" });
}

function paperLink(paper) {
  const row = document.createElement("p");
  const link = document.createElement("a");
  link.href = paper.url;
  link.textContent = "下载 " + paper.name;
  row.append(link);
  return row;
}

function choices(buttons) {
  const row = document.createElement("div");
  row.className = "choices";
  for (const one of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = one.title;
    button.addEventListener("click", () => say(one.say));
    row.append(button);
  }
  return row;
}

function dropChoices() {
  for (const row of talk.querySelectorAll(".choices")) row.remove();
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(words) {
  showOwn(words);
  outbox.push({ message_id: newId(), text: words });
  flush();
}

async function flush() {
  if (sending) return;
  sending = true;
  while (outbox.length) {
    state.textContent = WAITING;
    const answer = await post(outbox[0]);
    if (answer === null) {
      state.textContent = "暂时没连上，正在重试；您的话还在，连上就发。";
      await new Promise((resolve) => setTimeout(resolve, 2000));
      continue;
    }
    outbox.shift();
    for (const reply of answer.late) showReply(reply);
    showReply(answer.reply);
    state.textContent = "";
    if (answer.reply.error && answer.reply.error.saved) setTimeout(reload, 5000);
  }
  sending = false;
}

// null: nobody answered, try again with the same id.
async function post(message) {
  let response;
  try {
    response = await fetch("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(message),
    });
  } catch (error) {
    return null;
  }
  if (response.status >= 500 || response.status === 429) return null;
  if (response.ok) return response.json();
  const problem = await response.json();
  const said = document.createElement("p");
  said.textContent = problem.error.message;
  return { late: [], reply: { html: said.outerHTML, buttons: [], documents: [] } };
}

async function reload() {
  if (sending) return;
  let response;
  try {
    response = await fetch("/chat/history");
  } catch (error) {
    setTimeout(reload, 5000);
    return;
  }
  if (!response.ok) return;
  const { exchanges } = await response.json();
  if (sending) return; // a message typed meanwhile is on the screen already
  talk.replaceChildren();
  for (const one of exchanges) {
    if (one.said !== null) showOwn(one.said);
    if (one.reply !== null) showReply(one.reply);
  }
  if (exchanges.some((one) => one.reply === null)) setTimeout(reload, 5000);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  say(words);
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

reload();
