// Files going up (photo, copies) and papers coming down (Word, Excel, PDF, pictures of the pages).

import { button, element } from "./talk.js";
import { request, send } from "./line.js";
import * as form from "./form.js";

const KINDS = { photo: "一寸照片", id_card: "身份证复印件", education: "学历证书", title: "职称证书" };
const MOST_BYTES = 10 * 1024 * 1024;
const SHRINK_BYTES = 2 * 1024 * 1024;
const PRINTING_MS = 90000;
const LONGEST_SIDE = 3000;
const wechat = /MicroMessenger/i.test(navigator.userAgent);
const dialog = document.getElementById("upload");
const state = document.getElementById("upload-state");
const sent = document.getElementById("sent");
const again = document.getElementById("again");
const PICTURES = "image/jpeg,image/png,application/pdf";
const FORMS = ".docx,.xlsx";
let last = null;
let unread = null; // an old form chosen before consent: read once there is consent
let talkOn = () => {};
let hasPhoto = true; // until the server has said
let version = 0; // of the photo: its address is the same for every picture

// `news` is called when the conversation has gone on by an upload.
export function start(news) {
  talkOn = news;
  document.getElementById("attach").addEventListener("click", () => openFor("photo"));
  document.getElementById("old-form").addEventListener("click", () => {
    document.getElementById("more").close();
    openFor("old_form");
  });
  for (const radio of dialog.querySelectorAll("input[name=kind]")) radio.addEventListener("change", suit);
  for (const input of dialog.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      if (input.files.length) upload(chosen(), input.files[0]);
      input.value = "";
    });
  }
  again.addEventListener("click", () => upload(last.kind, last.file));
  document.getElementById("wechat").hidden = !wechat;
}

const chosen = () => dialog.querySelector("input[name=kind]:checked").value;

export function openFor(kind) {
  dialog.querySelector("input[value=" + kind + "]").checked = true;
  state.textContent = "";
  sent.hidden = again.hidden = true;
  suit();
  dialog.showModal();
}

// What can be chosen, for the kind that is chosen.
function suit() {
  const form = chosen() === "old_form";
  document.getElementById("file").accept = form ? FORMS : PICTURES;
  document.getElementById("camera-pick").hidden = form;
  for (const hint of dialog.querySelectorAll(".hint[data-for]")) hint.hidden = (hint.dataset.for === "old_form") !== form;
}

async function upload(kind, file) {
  last = { kind, file };
  again.hidden = true;
  const content = await smaller(file);
  if (content.size > MOST_BYTES) {
    state.textContent = "这个文件超过 10 MB，请换小一点的，或拍成 JPG 再传。";
    return;
  }
  state.textContent = "正在上传" + (KINDS[kind] || "旧表") + "…";
  sent.hidden = false;
  sent.value = 0;
  const { status, body } = await put(kind, content);
  sent.hidden = true;
  state.textContent = status === 200 ? body.message : body ? body.error.message : "没传上去，可能是网络断了。";
  again.hidden = status === 200 || Boolean(body);
  if (status !== 200) return;
  if (kind === "old_form") return read(body.again ? file : null);
  version += 1;
  refresh();
}

// An old form is answered in the conversation, which the dialog must not hide.
function read(waiting) {
  unread = waiting;
  dialog.close();
  talkOn();
}

// Consent came: the form chosen before it is read now.
export function readNow() {
  const now = form.current();
  if (!unread || !now || !now.field || now.field === "consent") return;
  const file = unread;
  unread = null;
  openFor("old_form"); // its progress, and what may be wrong with it, are shown there
  upload("old_form", file);
}

// A telephone's picture is several times what the form needs, and mobile data is slow.
async function smaller(file) {
  if (file.size < SHRINK_BYTES || !file.type.startsWith("image/") || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = element("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return made && made.size < file.size ? made : file;
  } catch (error) {
    return file; // the server says what is wrong with it
  }
}

function put(kind, content) {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest(); // fetch tells no progress of what goes up
    call.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) sent.value = event.loaded / event.total;
    });
    call.addEventListener("load", () => {
      try {
        resolve({ status: call.status, body: JSON.parse(call.responseText) });
      } catch (error) {
        resolve({ status: call.status, body: null });
      }
    });
    call.addEventListener("error", () => resolve({ status: 0, body: null }));
    call.addEventListener("timeout", () => resolve({ status: 0, body: null }));
    call.timeout = 120000;
    call.open("POST", "/uploads?kind=" + kind);
    call.setRequestHeader("Content-Type", "application/octet-stream");
    call.send(content);
  });
}

export function shown() {
  if (!document.getElementById("kinds").children.length) refresh();
}

// Which files are there, as rows of the panel.
async function refresh() {
  const response = await request("/uploads");
  if (!response || !response.ok) return;
  const { kinds } = await response.json();
  const now = form.current();
  const list = document.getElementById("kinds");
  list.replaceChildren();
  hasPhoto = kinds.photo;
  remind();
  if (!now || now.field === "consent") return;
  for (const [kind, name] of Object.entries(KINDS)) list.append(row(kind, name, kinds[kind]));
  if (kinds.photo && now.field === null && !document.getElementById("papers").hidden) list.append(remake());
}

// Before the papers are made is the time for the photo; on a phone the form with its row for it is out of sight.
export function remind() {
  const old = document.querySelector("#talk .remind");
  const rows = document.querySelectorAll("#talk .choices");
  const now = form.current();
  const wanted = now && now.field === "confirm" && !hasPhoto && rows.length;
  if (old && (!wanted || hasPhoto)) old.remove();
  if (wanted && !document.querySelector("#talk .remind")) {
    rows[rows.length - 1].append(button("上传一寸照片（可不传）", () => openFor("photo"), "remind"));
  }
}

function row(kind, name, there) {
  const item = element("li", "cell");
  const opened = button("", () => openFor(kind), "open");
  const value = element("span", "value" + (there ? "" : " empty"), there ? "已上传，点一下换" : "未上传（可以不传）");
  if (there && kind === "photo") {
    const picture = element("img", "thumb");
    picture.src = "/uploads/photo?" + version;
    picture.alt = "您的一寸照片";
    picture.width = 295;
    picture.height = 413;
    value.prepend(picture, element("br"));
  }
  opened.append(element("span", "label", name), value);
  item.append(opened);
  return item;
}

// Finished papers stay as they are; a photo that came afterwards goes into a new version.
function remake() {
  const item = element("li", "cell");
  const name = form.current().filled.applicant_name;
  if (name) item.append(button("把照片放进去，重新做一版", () => send(name, "applicant_name"), "remake"));
  return item;
}

// ---- papers ----

export function papers(documents) {
  const list = element("div", "papers");
  for (const one of documents) list.append(paper(one, true));
  showInPanel(documents);
  return list;
}

function showInPanel(documents) {
  const section = document.getElementById("papers");
  for (const old of section.querySelectorAll(".paper")) old.remove();
  for (const one of documents) section.append(paper(one, false));
  section.hidden = false;
  form.toTop();
  refresh();
}

export function withdraw() {
  const section = document.getElementById("papers");
  for (const old of section.querySelectorAll(".paper")) old.remove();
  section.hidden = true;
}

function paper(one, inChat) {
  const card = element("div", "paper");
  card.append(element("b", "", one.name));
  const row = element("div", "row");
  if (one.pictures) row.append(button("预览", () => view(one)));
  row.append(download(one.url, "下载" + kindOf(one.name), one.name));
  if (one.pdf) row.append(download(one.pdf, "下载 PDF", one.name + "，PDF"));
  card.append(row);
  if (wechat && inChat && one.pictures) asPictures(card, one);
  return card;
}

function kindOf(name) {
  return name.endsWith(".docx") ? " Word" : name.endsWith(".xlsx") ? " Excel" : "";
}

function download(url, text, name) {
  const link = element("a", "button", text);
  link.href = url;
  link.setAttribute("download", "");
  link.setAttribute("aria-label", text + "：" + name);
  return link;
}

async function pagesOf(one) {
  const response = await request(one.pictures, {}, PRINTING_MS);
  if (!response) return { problem: "没连上，请再点一次。" };
  const body = await response.json().catch(() => null);
  if (!body || body.error) return { problem: body ? body.error.message : "预览没做成，请直接下载。" };
  return body;
}

function picturesOf(pages, name) {
  return pages.map((page, index) => {
    const picture = element("img");
    picture.src = page;
    picture.alt = name + " 第 " + (index + 1) + " 页";
    return picture;
  });
}

async function view(one) {
  const viewer = document.getElementById("viewer");
  const place = document.getElementById("pages");
  document.getElementById("viewer-title").textContent = "预览：" + one.name;
  place.replaceChildren(element("p", "", "正在准备预览，第一次要几秒…"));
  viewer.showModal();
  const { pages, problem } = await pagesOf(one);
  place.replaceChildren(...(problem ? [element("p", "", problem)] : picturesOf(pages, one.name)));
}

// WeChat's own browser cannot keep files; a picture can be held down and saved.
async function asPictures(card, one) {
  const { pages } = await pagesOf(one);
  if (pages) card.append(element("p", "hint", "长按图片可以保存或转发。"), ...picturesOf(pages, one.name));
}
