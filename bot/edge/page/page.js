// The page put together.

import * as files from "./files.js";
import * as form from "./form.js";
import * as line from "./line.js";
import * as talk from "./talk.js";

const state = document.getElementById("state");
const say = document.getElementById("say");
const text = document.getElementById("text");
const PAPERS_FRESH_MS = 20 * 60 * 1000; // their addresses work for 30 minutes
const onScreen = new Map(); // what was typed and is not answered yet
let syncing = false;
let again = false;
let papersAt = 0;
const heard = new Set(); // messages said to be answered

talk.connect({
  say: (words) => line.send(words),
  rate: (id, verdict) => line.postJson("/chat/feedback", { id, verdict }),
  papers(documents) {
    papersAt = Date.now();
    return files.papers(documents);
  },
});

line.connect({
  queued: (message) => onScreen.set(message.message_id, talk.showOwn(message.text, labelOf(message.field))),
  sending() {
    talk.typing(true);
    if (!state.classList.contains("off")) state.textContent = "";
  },
  answered,
  idle() {
    talk.typing(false);
    catchUp();
  },
  offline(off) {
    const told = state.classList.contains("off");
    state.classList.toggle("off", off);
    if (off) {
      talk.typing(false);
      state.textContent = line.busy() ? "暂时没连上，您的话还在，连上就发。" : "暂时没连上，正在重连…";
      for (const item of onScreen.values()) talk.note(item, "还没发出，连上就发");
    } else if (told) {
      state.textContent = "";
      for (const item of onScreen.values()) talk.note(item, "");
    }
  },
  news(id) {
    if (id) heard.add(id);
    else again = true;
    catchUp();
  },
  waiting: talk.isWaiting,
  slow() {
    state.textContent = "发得有点快，歇一会儿自动接着发；您的话都还在。";
  },
  expired,
});

function labelOf(field) {
  const cell = field && document.querySelector('.cell[data-key="' + field + '"]');
  return cell ? cell.dataset.label : null;
}

function answered(message, answer) {
  const item = onScreen.get(message.message_id);
  onScreen.delete(message.message_id);
  talk.typing(false);
  if (item) talk.note(item, "");
  if (answer.problem) {
    const problem = document.createElement("p");
    problem.textContent = answer.problem;
    talk.showReply(null, { html: problem.outerHTML, buttons: [], documents: [] });
    return;
  }
  if (item) talk.belongs(item, answer.id);
  if (answer.late.length) again = true;
  talk.showReply(answer.id, answer.reply);
  take(answer.form, answer.reply.documents.length > 0);
  if (ended(answer.form)) reload();
}

function take(given, papers) {
  if (given && !papers && given.field !== null) files.withdraw();
  form.update(given).then(() => {
    if (given && given.field !== "consent" && !ended(given)) files.shown();
    files.remind();
    files.readNow();
  });
}

const ended = (given) => given && given.field === null && !given.missing.length && !Object.keys(given.filled).length;

// The answer to our own message comes by itself: only what is not on the screen by then is fetched.
function catchUp() {
  if (line.busy()) return;
  const unseen = [...heard].some((id) => !talk.answered(id));
  heard.clear();
  if (unseen || again) sync();
}

// What is new since the last answer on the screen; never while something of ours is on its way.
async function sync() {
  again = true;
  if (syncing || line.busy()) return;
  syncing = true;
  while (again && !line.busy()) {
    again = false;
    const after = talk.lastAnswered();
    const news = await line.history(after);
    if (!news) break;
    if (line.busy()) {
      again = true; // typed meanwhile: it would stand there twice
      break;
    }
    if (!news.whole) put(news);
    else talk.quietly(() => put(news, true));
  }
  syncing = false;
}

function put(news, anew) {
  if (anew) {
    talk.clear();
    files.withdraw();
  }
  const papers = news.exchanges.some((one) => one.reply && one.reply.documents.length);
  for (const one of news.exchanges) talk.showExchange(one);
  const last = news.exchanges.length && news.exchanges[news.exchanges.length - 1].reply;
  take(news.form, papers && news.form && news.form.field === null);
  if (last && !last.error) state.textContent = "";
}

async function reload() {
  const news = await line.history();
  if (news && !line.busy()) talk.quietly(() => put(news, true));
}

function expired() {
  if (sessionStorage.getItem("reopened")) {
    state.textContent = "会话已过期，请刷新页面。";
    return;
  }
  sessionStorage.setItem("reopened", "1");
  location.reload();
}

// ---- typing ----

say.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  grow();
  line.send(words);
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    say.requestSubmit();
  }
});

function grow() {
  text.style.height = "auto";
  text.style.height = text.scrollHeight + 2 + "px";
}

text.addEventListener("input", grow);

// ---- what else there is ----

const dialogs = Object.fromEntries(["more", "sure", "link"].map((name) => [name, document.getElementById(name)]));
document.getElementById("more-open").addEventListener("click", () => dialogs.more.showModal());
for (const closing of document.querySelectorAll("[data-close]")) {
  closing.addEventListener("click", () => closing.closest("dialog").close());
}
for (const start of document.querySelectorAll("[data-say]")) {
  start.addEventListener("click", () => line.send(start.dataset.say));
}
document.getElementById("forget").addEventListener("click", () => {
  dialogs.more.close();
  dialogs.sure.showModal();
});
document.getElementById("forget-now").addEventListener("click", () => {
  dialogs.sure.close();
  line.send("删除我的资料");
});
for (const opener of document.querySelectorAll("[data-link]")) opener.addEventListener("click", offerLink);

// Inside WeChat the address in its menu opens a browser that knows nothing of this conversation.
async function offerLink() {
  dialogs.more.close();
  const told = document.getElementById("link-state");
  const address = document.getElementById("address");
  told.textContent = "正在准备链接…";
  address.value = "";
  dialogs.link.showModal();
  const response = await line.postJson("/chat/link", {});
  if (!response || !response.ok) {
    told.textContent = "没连上，请关掉再试一次。";
    return;
  }
  address.value = location.origin + (await response.json()).path;
  address.select();
  try {
    await navigator.clipboard.writeText(address.value);
    told.textContent = "链接已复制，到浏览器的地址栏里粘贴打开。";
  } catch (error) {
    told.textContent = "长按下面的链接复制，到浏览器的地址栏里粘贴打开。";
  }
}

setInterval(() => {
  if (papersAt && Date.now() - papersAt > PAPERS_FRESH_MS && !line.busy() && !document.hidden) reload();
}, 60000);

form.start();
files.start(() => {
  again = true;
  catchUp();
});
for (const message of line.unsent()) {
  onScreen.set(message.message_id, talk.showOwn(message.text, null));
}
// What a reload cut off goes out first: then the history has everything, each once.
line.flush().then(async () => {
  const news = await line.history();
  if (news && !line.busy()) talk.quietly(() => put(news, true));
  if (news) sessionStorage.removeItem("reopened");
  line.listen();
});
