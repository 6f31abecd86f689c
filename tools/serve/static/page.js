// What the page does beyond forms and links: it follows the files, and takes keys.
import { edits, forget } from "./edit.js";
import { announce, parse, silence, swap } from "./parts.js";

const main = document.querySelector("main");
const said = document.body.dataset;

document.documentElement.classList.add("js");

// look fetches this page anew and puts in place what differs.
async function look(address = location.href) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (answer.ok) swap(parse(await answer.text()));
}

forget();
const editor = document.getElementById("edit") ? edits() : null;
const again = () => (editor ? editor.check() : look()).catch(() => {});

// Server-Sent Events say which file has which version. Browsers allow few
// connections to one host, so a page that nobody sees gives its up.
let events;
let seen = main.dataset.files;
let checked = Number(main.dataset.checked);
const versionsOf = (files) => Object.keys(files).sort().map((name) => `${name}=${files[name]} `).join("");

function follow() {
  if (document.hidden || !seen && !said.here) return;
  events = new EventSource("/events");
  events.addEventListener("files", (e) => {
    const { files, checked: now } = JSON.parse(e.data);
    const versions = versionsOf(files);
    if (versions.trim() === seen.trim() && (editor || now === checked)) return;
    const changed = versions.trim() !== seen.trim();
    seen = versions;
    checked = now;
    again();
    if (changed && !editor) announce(said.changed);
  });
  events.addEventListener("open", () => silence(said.stopped));
  events.addEventListener("error", () => announce(said.stopped));
}

if (main.dataset.files !== undefined) {
  follow();
  document.addEventListener("visibilitychange", () => {
    events?.close();
    follow();
  });
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) follow(); });
}

// The list is filtered while somebody types; the filter is the address.
const query = document.getElementById("q");
let waiting;
query?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const filter = new URLSearchParams(new FormData(query.form));
    for (const [name, value] of [...filter]) if (!value) filter.delete(name);
    const address = "/" + (filter.size ? "?" + filter : "");
    history.replaceState(null, "", address);
    look(address).catch(() => {});
  }, 200);
});

// Arrows walk through the list: up and down by rows, left and right in a row.
function walk(key) {
  const rows = [...document.querySelectorAll("[data-grid] > *")].map((row) => [...row.querySelectorAll("a")]).filter((row) => row.length);
  if (!rows.length) return false;
  let row = rows.findIndex((links) => links.includes(document.activeElement));
  let column = row < 0 ? 0 : rows[row].indexOf(document.activeElement);
  const ltr = document.dir !== "rtl";
  if (row < 0) row = key === "ArrowUp" ? rows.length - 1 : 0;
  else if (key === "ArrowDown") row = Math.min(row + 1, rows.length - 1);
  else if (key === "ArrowUp") row = Math.max(row - 1, 0);
  else column += (key === "ArrowRight") === ltr ? 1 : -1;
  const link = rows[row][Math.max(0, Math.min(column, rows[row].length - 1))];
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (e) => {
  if (e.isComposing || e.altKey || e.metaKey || e.ctrlKey) return;
  const writing = e.target.closest("textarea, input, select");
  if (e.key === "/" && !writing && query) {
    query.focus();
    query.select();
    e.preventDefault();
    query.addEventListener("beforeinput", (e) => { if (e.data === "/") e.preventDefault(); }, { once: true }); // where a program types
  } else if (e.key.startsWith("Arrow") && (!writing || writing === query && e.key === "ArrowDown")) {
    const inGrid = document.activeElement.closest("[data-grid]");
    const scrolls = document.activeElement.closest("pre, .sentences");
    if (!scrolls && (inGrid || writing || e.key === "ArrowDown") && walk(e.key)) e.preventDefault();
  }
});
