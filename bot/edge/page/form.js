// The form beside the chat: sections and cells come from the server, values from the last reply; each cell is edited in place.

import { button, choices, element } from "./talk.js";
import { request, send } from "./line.js";

const panel = document.getElementById("panel");
const opener = document.getElementById("form-open");
const inside = document.getElementById("inside");
const wide = matchMedia("(min-width: 960px)");
const behind = [document.querySelector("header"), document.getElementById("chat")];
let form = null;
let loading = null;
let seen = false;

export function start() {
  opener.addEventListener("click", () => (panel.hidden ? open(true) : close()));
  document.getElementById("panel-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !wide.matches && !document.querySelector("dialog[open]")) close();
  });
  wide.addEventListener("change", () => settle(!panel.hidden));
}

export const current = () => form;
export const toTop = () => inside.scrollTo(0, 0);
export const isPhone = () => !wide.matches;

// On a phone the form lies over the chat: then nothing behind it can be reached.
function settle(shown) {
  panel.hidden = !shown;
  opener.setAttribute("aria-expanded", String(shown));
  document.body.classList.toggle("form", shown);
  const over = shown && !wide.matches;
  for (const part of behind) part.inert = over;
  if (over) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
  } else {
    panel.removeAttribute("role");
    panel.removeAttribute("aria-modal");
  }
}

function open(byHand) {
  settle(true);
  const now = inside.querySelector(".asked");
  if (now) inside.scrollTop = Math.max(0, now.offsetTop - inside.clientHeight / 2);
  if (byHand) document.getElementById("panel-title").focus();
}

export function close() {
  settle(false);
  if (!opener.hidden) opener.focus();
}

function load() {
  loading = loading || request("/chat/form").then(async (response) => {
    if (!response || !response.ok) return (loading = null);
    document.getElementById("cells").innerHTML = await response.text(); // ours, made on the server
    for (const cell of inside.querySelectorAll(".cell[data-key]")) {
      cell.querySelector(".open").addEventListener("click", () => edit(cell));
    }
    return true;
  });
  return loading;
}

// null: the reply did not speak of the form, which stays as it was.
export async function update(given) {
  if (!given) return;
  form = given;
  const begun = form.field !== "consent" && (form.missing.length > 0 || Object.keys(form.filled).length > 0);
  opener.hidden = !begun;
  document.getElementById("attach").hidden = !begun;
  if (!begun) return empty();
  if (!(await load())) return;
  fill();
  if (!seen && wide.matches) open(false);
  seen = true;
}

// After deletion nothing of it is left in the page either.
function empty() {
  seen = false;
  loading = null;
  document.getElementById("cells").replaceChildren();
  document.getElementById("kinds").replaceChildren();
  if (!panel.hidden) settle(false);
}

function fill() {
  const { done, total } = form.progress;
  const progress = document.getElementById("progress");
  progress.max = total || 1;
  progress.value = done;
  document.getElementById("form-count").textContent = done + "/" + total;
  document.getElementById("reached").textContent = "已填 " + done + " 项，共 " + total + " 项" + stage();
  for (const group of inside.querySelectorAll("#cells .group")) fillGroup(group);
  next();
  const now = inside.querySelector(".asked");
  if (form.field === "confirm" && !inside.contains(document.activeElement)) toTop();
  if (now && !inside.contains(document.activeElement) && !inside.querySelector("form")) {
    inside.scrollTop = Math.max(0, now.offsetTop - inside.clientHeight / 2);
  }
}

function stage() {
  if (form.field === "confirm") return "，请核对后确认";
  if (form.field === null) return document.getElementById("papers").hidden ? "，先停在这里" : "，材料已做好";
  return "。点哪一项就改哪一项";
}

function next() {
  const row = document.getElementById("next");
  row.replaceChildren();
  if (form.field === "confirm") row.append(button("确认提交", () => leaveFor("确认提交"), "main"));
  if (form.field === null && document.getElementById("papers").hidden) {
    row.append(button("继续填表", () => leaveFor("继续填表"), "main"));
  }
}

function leaveFor(words) {
  if (isPhone()) close();
  send(words);
}

function fillGroup(group) {
  const cells = [...group.querySelectorAll(".cell")];
  let done = 0;
  for (const cell of cells) {
    const value = form.filled[cell.dataset.key];
    if (value !== undefined) done += 1;
    fillCell(cell, value);
  }
  group.querySelector(".count").textContent = done + "/" + cells.length;
}

function fillCell(cell, value) {
  const asked = form.field === cell.dataset.key;
  const shown = cell.querySelector(".value");
  shown.textContent = value === undefined ? (asked ? "正在问" : "未填") : cell.dataset.sensitive ? masked(value) : value;
  shown.classList.toggle("empty", value === undefined);
  cell.classList.toggle("asked", asked);
  cell.classList.toggle("done", value !== undefined);
  const opened = cell.querySelector(".open");
  opened.disabled = false;
  if (asked) opened.setAttribute("aria-current", "step");
  else opened.removeAttribute("aria-current");
  opened.setAttribute("aria-label", cell.dataset.label + "，" + shown.textContent + "，点一下修改");
}

// Others may look over the shoulder; whoever edits the cell sees all of it.
function masked(value) {
  return value.length > 8 ? value.slice(0, 3) + "*".repeat(value.length - 7) + value.slice(-4) : value;
}

function edit(cell) {
  const other = inside.querySelector(".cell form");
  if (other) other.closest(".cell").dispatchEvent(new Event("leave"));
  const opened = cell.querySelector(".open");
  opened.hidden = true;
  tell(cell, null);
  const editor = editorOf(cell);
  const leave = () => {
    editor.remove();
    opened.hidden = false;
    opened.focus();
  };
  cell.addEventListener("leave", leave, { once: true });
  editor.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = editor.elements.value.value.trim();
    cell.dispatchEvent(new Event("leave"));
    if (value) save(cell, value);
  });
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      cell.dispatchEvent(new Event("leave"));
    }
  });
  editor.querySelector(".leave").addEventListener("click", () => cell.dispatchEvent(new Event("leave")));
  cell.append(editor);
  editor.elements.value.focus({ preventScroll: true });
  editor.scrollIntoView({ block: "nearest" });
}

function editorOf(cell) {
  const { key, label, options, hint, long, optional } = cell.dataset;
  const editor = element("form");
  const name = element("label", "", label);
  const control = options ? choice(options.split("|"), optional) : element(long ? "textarea" : "input");
  if (!options && !long) control.type = "text";
  if (long) control.rows = 4;
  control.id = "edit-" + key;
  control.name = "value";
  control.autocomplete = "off";
  control.value = form.filled[key] || "";
  name.htmlFor = control.id;
  editor.append(name, control);
  if (hint) {
    const line = element("p", "hint", hint);
    line.id = control.id + "-hint";
    control.setAttribute("aria-describedby", line.id);
    editor.append(line);
  }
  const row = element("div", "row");
  const keep = element("button", "main", "保存");
  row.append(keep, button("取消", () => {}, "leave"));
  if (optional && !options) row.append(button("填“无”", () => {
    control.value = "无";
    editor.requestSubmit();
  }));
  editor.append(row);
  return editor;
}

function choice(options, optional) {
  const select = element("select");
  for (const option of optional ? [...options, "无"] : options) select.append(new Option(option, option));
  return select;
}

async function save(cell, value) {
  tell(cell, "正在保存…");
  const before = form.filled[cell.dataset.key];
  const answer = await send(value, cell.dataset.key);
  if (answer.problem) return tell(cell, answer.problem);
  if (answer.reply.error) return tell(cell, answer.reply.error.saved ? "已存好，系统好了就改。" : "没存上，请再改一次。");
  const asks = answer.form && answer.form.field === cell.dataset.key;
  const after = answer.form && answer.form.filled[cell.dataset.key];
  const first = element("div");
  first.innerHTML = answer.reply.html; // sanitised on the server
  const words = first.querySelector("p");
  const stored = after !== undefined && (after !== before || after === value);
  tell(cell, words ? words.textContent : "", asks ? answer.reply.buttons : [], stored);
}

// What came of an edit, under its cell: on a phone the chat is behind the form.
function tell(cell, words, buttons = [], good = false) {
  const old = cell.querySelector(".answered");
  if (old) old.remove();
  if (!words) return;
  const line = element("div", "answered" + (good ? " ok" : ""));
  line.setAttribute("role", "status");
  line.append(element("p", "", words));
  if (buttons.length) {
    const row = choices(buttons);
    row.addEventListener("click", () => tell(cell, null));
    line.append(row);
  }
  cell.append(line);
}
