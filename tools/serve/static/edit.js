// The editor: findings while somebody types, fixes in place, drafts that survive.
import { announce, parse, swap } from "./parts.js";

const said = document.body.dataset;

// forget drops the drafts of what has just been saved.
export function forget() {
  const saved = document.querySelector("[data-saved]")?.dataset.saved;
  if (!saved) return;
  const prefix = ["draft", said.folder, saved, ""].join("\n");
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
}

export function edits() {
  const form = document.getElementById("edit");
  const main = document.querySelector("main");
  const boxes = [...form.querySelectorAll("textarea")];
  const hidden = (kind, box) => form.elements[kind + ":" + box.name.slice("text:".length)];
  const key = (box) => ["draft", said.folder, main.dataset.entry, box.name].join("\n");

  // Drafts are kept with what the file and the source said when they were begun.
  function keep(box) {
    if (box.value === hidden("was", box).value) localStorage.removeItem(key(box));
    else localStorage.setItem(key(box), JSON.stringify({ text: box.value, was: hidden("was", box).value, saw: hidden("saw", box).value }));
  }

  function restore() {
    let restored = false;
    for (const box of boxes) {
      const draft = JSON.parse(localStorage.getItem(key(box)) ?? "null");
      if (!draft) continue;
      if (draft.text === box.value || "echo" in main.dataset) {
        if (draft.text === hidden("was", box).value) localStorage.removeItem(key(box));
        continue;
      }
      box.value = draft.text;
      hidden("was", box).value = draft.was;
      hidden("saw", box).value = draft.saw;
      restored = true;
    }
    if (restored) announce(said.restored);
    return restored;
  }

  // check asks the server what it says of the texts as they are, and takes over what
  // has changed on the disk, but for the box in focus.
  let asked = 0;
  async function check() {
    const turn = ++asked;
    const sent = new Map(boxes.map((box) => [box, box.value]));
    const data = new FormData(form);
    data.set("action", "check");
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { Accept: "text/html" } });
    if (turn !== asked || !answer.ok) return;
    const fresh = parse(await answer.text());
    for (const box of boxes) {
      const now = fresh.getElementById(box.id);
      if (!now || now.name !== box.name || now.value === sent.get(box)) continue;
      if (box === document.activeElement || box.value !== sent.get(box)) {
        announce(said.changed);
        continue;
      }
      box.value = now.value;
      for (const kind of ["was", "saw"]) hidden(kind, box).value = fresh.getElementsByName(kind + ":" + box.name.slice("text:".length))[0].value;
    }
    const before = form.querySelectorAll(".finding").length;
    swap(fresh);
    const after = form.querySelectorAll(".finding").length;
    if (after !== before) announce(after ? `${said.findings} ${after}` : said.clean);
  }

  let waiting;
  form.addEventListener("input", (e) => {
    if (e.target.matches("textarea")) keep(e.target);
    clearTimeout(waiting);
    waiting = setTimeout(() => check().catch(() => announce(said.stopped)), 200);
  });

  // put writes into a box so that the browser's own undo takes it back.
  function put(box, text, whole) {
    box.focus();
    if (whole) box.select();
    if (!document.execCommand("insertText", false, text)) {
      box.setRangeText(text);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  form.addEventListener("click", (e) => {
    const take = e.target.closest("button[name=take]");
    if (take) {
      e.preventDefault();
      const cut = take.value.indexOf("\n");
      const box = form.elements["text:" + take.value.slice(0, cut)];
      const outdated = "of" in take.dataset && take.dataset.of !== box.value;
      if (outdated) check().catch(() => {});
      else put(box, take.value.slice(cut + 1), true);
    }
    const chip = e.target.closest("button[data-insert]");
    if (chip) put(chip.closest(".field").querySelector("textarea"), chip.dataset.insert);
  });

  form.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.isComposing) {
      e.preventDefault();
      form.requestSubmit(form.querySelector("button[value=next]"));
    }
  });

  for (const chip of form.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = chip.className;
    Object.assign(button.dataset, chip.dataset);
    button.title = chip.title;
    button.dir = "ltr";
    button.textContent = chip.textContent;
    chip.replaceWith(button);
  }
  for (const e of form.querySelectorAll(".nojs")) e.hidden = true;
  if (restore()) check().catch(() => {});
  return { check };
}
