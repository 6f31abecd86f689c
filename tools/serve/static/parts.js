// The server draws all pages. What changes on one is fetched as a page, and its
// parts take the place of those that differ.

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

export function swap(fresh) {
  const active = document.activeElement;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const here = document.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!here || here.outerHTML === part.outerHTML) continue;
    const typed = new Map([...here.querySelectorAll("input:not([type=hidden])")].map((input) => [input.name, input.value]));
    const held = here.contains(active) ? [active.getAttribute("href"), active.id, active.name] : null;
    const node = document.adoptNode(part);
    for (const input of node.querySelectorAll("input:not([type=hidden], [type=checkbox])")) if (typed.get(input.name)) input.value = typed.get(input.name);
    here.replaceWith(node);
    if (held) [...node.querySelectorAll("a, input, button, [tabindex]")].find((e) => held[1] ? e.id === held[1] : held[0] !== null && e.getAttribute("href") === held[0])?.focus();
  }
}

const status = document.getElementById("status");

export function announce(text) {
  if (status.textContent !== text) status.textContent = text;
}

// silence takes back what was announced, if it is still said.
export function silence(text) {
  if (status.textContent === text) status.textContent = "";
}
