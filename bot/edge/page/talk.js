// What is on the screen of the conversation: own words, replies, buttons, thumbs. Knows nothing of the network.

const talk = document.getElementById("talk");
const log = document.getElementById("log");
const RATED = new Set(["answer", "compare", "abstain"]);
// Drawn, not 👍: a machine without such a font shows an empty box.
const THUMB =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 10h4v11H2zm6 9.500V10l5-8 1.200.6c.8.4 1.200 1.300 1 2.200L14.400 9H20a2 2 0 0 1 2 2.400l-1.600 8A2 2 0 0 1 18.400 21H10a2 2 0 0 1-2-1.500Z"/></svg>';
const byId = new Map(); // message id → { own, reply }
let handlers = { say() {}, rate() {}, papers() {} };

export function connect(given) {
  handlers = given;
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function button(text, press, className) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function turn(className) {
  const item = element("li", "turn " + className);
  const said = element("div", "said");
  item.append(said);
  document.body.classList.add("talking");
  return { item, said };
}

function atEnd(item) {
  const typing = talk.querySelector(".typing");
  if (typing) typing.before(item);
  else talk.append(item);
}

export function clear() {
  talk.replaceChildren();
  byId.clear();
  document.body.classList.remove("talking");
}

// While the whole history is put up, nothing of it is read aloud.
export function quietly(work) {
  log.setAttribute("aria-busy", "true");
  work();
  log.scrollTop = log.scrollHeight;
  log.removeAttribute("aria-busy");
}

export function showOwn(words, cell) {
  const { item, said } = turn("own");
  said.textContent = words;
  if (words.length > 400) {
    said.classList.add("long");
    said.tabIndex = 0;
  }
  if (cell) item.append(element("p", "note", "在登记表里改：" + cell));
  atEnd(item);
  dropChoices();
  log.scrollTop = log.scrollHeight;
  return item;
}

export function note(item, words) {
  let line = item.querySelector(".note.sending");
  if (!words) {
    if (line) line.remove();
    return;
  }
  if (!line) item.append((line = element("p", "note sending")));
  line.textContent = words;
}

export function belongs(item, id) {
  byId.set(id, { own: item, reply: null });
}

export function answered(id) {
  const known = byId.get(id);
  return Boolean(known && known.reply && !known.waiting);
}

export function isWaiting() {
  return [...byId.values()].some((known) => known.waiting || !known.reply);
}

// The last message up to which everything has its reply.
export function lastAnswered() {
  let last = null;
  for (const [id, known] of byId) {
    if (!known.reply || known.waiting) break;
    last = id;
  }
  return last;
}

export function showExchange(one) {
  let known = byId.get(one.id);
  if (!known) {
    const own = one.said ? showOwn(one.said, one.cell) : null;
    byId.set(one.id, (known = { own, reply: null }));
  }
  if (one.reply && !answered(one.id)) showReply(one.id, one.reply);
}

export function showReply(id, reply) {
  const known = byId.get(id) || { own: null, reply: null };
  if (known.reply) known.reply.remove();
  dropChoices();
  const { item, said } = turn("reply");
  said.innerHTML = reply.html; // sanitised on the server
  known.reply = item;
  known.waiting = Boolean(reply.error && reply.error.saved);
  if (known.waiting) item.classList.add("waiting");
  if (id) byId.set(id, known);
  // Right after the first sentence: what is still to do with the papers is a long list.
  if (reply.documents.length) (said.querySelector("p") || said).after(handlers.papers(reply.documents));
  if (reply.buttons.length) item.append(choices(reply.buttons));
  if (id && RATED.has(reply.kind)) item.append(thumbs(id));
  if (known.own && known.own.isConnected) known.own.after(item);
  else atEnd(item);
  show(known.own || item, item);
}

// A reply longer than the screen is read from its beginning.
function show(first, last) {
  const height = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  if (height < log.clientHeight) log.scrollTop = log.scrollHeight;
  else log.scrollTop += first.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}

export function choices(buttons) {
  const row = element("div", "choices");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "可以直接点");
  for (const one of buttons) row.append(button(one.title, () => press(one.say)));
  return row;
}

// The button goes with the next reply: whoever came by keyboard must not be put back to the top of the page.
function press(words) {
  if (log.contains(document.activeElement)) log.focus({ preventScroll: true });
  handlers.say(words);
}

function dropChoices() {
  for (const row of talk.querySelectorAll(".choices, .thumbs")) row.remove();
}

function thumbs(id) {
  const row = element("div", "thumbs");
  for (const [verdict, name] of [["up", "这个回答有帮助"], ["down", "这个回答没帮助"]]) {
    const thumb = button("", async () => {
      await handlers.rate(id, verdict);
      row.replaceChildren(element("span", "", verdict === "up" ? "谢谢，记下了。" : "谢谢，记下了，我们会改。"));
      row.setAttribute("role", "status");
    }, verdict);
    thumb.innerHTML = THUMB;
    thumb.title = name;
    thumb.setAttribute("aria-label", name);
    row.append(thumb);
  }
  return row;
}

export function typing(on) {
  const there = talk.querySelector(".typing");
  if (!on && there) there.remove();
  if (!on || there) return;
  const { item, said } = turn("typing");
  item.setAttribute("aria-hidden", "true");
  said.append(element("i"), element("i"), element("i"));
  talk.append(item);
  log.scrollTop = log.scrollHeight;
}
