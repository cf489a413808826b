// What people decide: kept in this browser until it is saved as decisions.csv. By claim and
// not by page, so that it is still there when a report is added and the page made again.
const PEOPLE = ["decision", "reviewer", "reviewed_on", "note"];
const KEY = "solieu:decisions";
const HERE = new Set(CHECKS.id || []);
let local = {};
let stores = true;

try {
  local = JSON.parse(localStorage.getItem(KEY) || "{}");
  localStorage.setItem(KEY, JSON.stringify(local));
} catch (error) {
  stores = false;
}

const NOTHING = ["", "", "", ""];
const written = (id) => HEAD.decisions[id] || NOTHING;
const same = (one, other) => one.every((part, n) => part === other[n]);
const decided = (id) => local[id] || written(id);
const isDecided = (id) => decided(id).some(Boolean);
const unsaved = () => Object.keys(local).filter((id) => HERE.has(id) && !same(local[id], written(id)));

// What the run has picked up since need not be kept here.
for (const id of Object.keys(local)) if (!Array.isArray(local[id]) || (HERE.has(id) && same(local[id], written(id)))) delete local[id];

function decide(id, parts) {
  if (same(parts, written(id))) delete local[id];
  else local[id] = parts;
  try {
    localStorage.setItem(KEY, JSON.stringify(local));
  } catch (error) {
    stores = false;
  }
  tellUnsaved();
}

function tellUnsaved() {
  const n = unsaved().length;
  byId("unsaved").textContent = n ? say("decision.unsaved", { n }) : "";
  byId("nostore").hidden = stores;
}

function remembered(name) {
  try {
    return localStorage.getItem("solieu:" + name) || "";
  } catch (error) {
    return "";
  }
}

function remember(name, value) {
  try {
    localStorage.setItem("solieu:" + name, value);
  } catch (error) {
    stores = false;
  }
}

const today = () => {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
};

// The apostrophe keeps a spreadsheet from taking a text for a formula; the next run drops it.
const cell = (value) => '"' + (/^[=+\-@\t\r]/.test(value) ? "'" : "") .concat(value).replace(/"/g, '""') + '"';

function decisionsCsv() {
  const ids = [...new Set([...Object.keys(HEAD.decisions), ...Object.keys(local)])].filter((id) => HERE.has(id) && isDecided(id)).sort();
  const lines = [["check_id", ...PEOPLE].join(",")];
  for (const id of ids) lines.push([id, ...decided(id)].map(cell).join(","));
  return "\ufeff" + lines.join("\r\n") + "\r\n";
}

function saveDecisions() {
  const link = make("a", { download: "decisions.csv" });
  link.href = URL.createObjectURL(new Blob([decisionsCsv()], { type: "text/csv;charset=utf-8" }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
