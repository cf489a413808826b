// Which claims are listed, and in what order.
const LOOK = new Set(["inconsistent", "unit_slip", "suspect", "truncated"]);
const Filter = { verdicts: new Set(LOOK), text: "", kind: "", size: 0, document: "", decided: "", sort: "weight" };
let chosen = [];
let plainTexts = null;

function matches(i, needle, found) {
  if (!Filter.verdicts.has(verdict(i))) return false;
  if (Filter.kind && kind(i) !== Filter.kind) return false;
  if (Filter.document !== "" && CHECKS.document[i] !== Number(Filter.document)) return false;
  if (Filter.size && share(i) < Filter.size) return false;
  if (Filter.decided && isDecided(CHECKS.id[i]) !== (Filter.decided === "done")) return false;
  return !needle || found[CHECKS.indicator[i]] || found[CHECKS.stated[i]];
}

function filterClaims() {
  const needle = plain(Filter.text.trim());
  let found = null;
  if (needle) {
    if (!plainTexts) plainTexts = CHECKS.s.map(plain);
    found = plainTexts.map((one) => one.includes(needle));
  }
  chosen = [];
  for (let i = 0; i < COUNT; i++) if (matches(i, needle, found)) chosen.push(i);
  const weight = (i) => CHECKS.severity[i] * 10 + (GRAVE[verdict(i)] || 0);
  if (Filter.sort === "weight") chosen.sort((a, b) => weight(b) - weight(a) || a - b);
  else if (Filter.sort === "size") chosen.sort((a, b) => share(b) - share(a) || a - b);
  drawClaims();
}

function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([key, told]) => make("option", { value: key, text: told })));
  select.value = value;
}

function sayFilters() {
  const counts = {};
  for (let i = 0; i < COUNT; i++) counts[verdict(i)] = (counts[verdict(i)] || 0) + 1;
  const kinds = HEAD.kinds.filter((_, n) => CHECKS.kind && CHECKS.kind.includes(n));
  const boxes = HEAD.verdicts.map((name) => make("label", { class: "v-" + name },
    make("input", { type: "checkbox", value: name, checked: Filter.verdicts.has(name), onchange: (event) => {
      if (event.target.checked) Filter.verdicts.add(name); else Filter.verdicts.delete(name);
      filterClaims();
    } }), make("span", { text: say("verdict." + name).toLowerCase() + " " + (counts[name] || 0) })));
  byId("verdicts").replaceChildren(byId("verdicts").querySelector("legend"), ...boxes);
  const all = ["", say("filter.all")];
  options(byId("f-kind"), [all, ...kinds.map((name) => [name, say("kind." + name)])], Filter.kind);
  options(byId("f-size"), [all, ...["1", "5", "10", "50"].map((n) => [n, say("filter.of_stated", { n })])], Filter.size ? String(Filter.size) : "");
  const documents = HEAD.documents.map((one, n) => [String(n), one.source]);
  options(byId("f-document"), [all, ...documents.filter(([n]) => HEAD.documents[n].figures !== undefined)], Filter.document);
  options(byId("f-decided"), [all, ["open", say("filter.open")], ["done", say("filter.done")]], Filter.decided);
  options(byId("f-sort"), ["weight", "place", "size"].map((key) => [key, say("filter.by_" + key)]), Filter.sort);
  options(byId("open-document"), documents.filter(([n]) => HEAD.documents[n].figures !== undefined), String(Source.document));
}

function startFilters() {
  const bind = (id, name, convert) => byId(id).addEventListener("change", (event) => {
    Filter[name] = convert ? convert(event.target.value) : event.target.value;
    filterClaims();
  });
  bind("f-kind", "kind");
  bind("f-size", "size", Number);
  bind("f-document", "document");
  bind("f-decided", "decided");
  bind("f-sort", "sort");
  const typed = soon(filterClaims, 120);
  byId("f-text").addEventListener("input", (event) => { Filter.text = event.target.value; typed(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", () => {
    Object.assign(Filter, { verdicts: new Set(LOOK), text: "", kind: "", size: 0, document: "", decided: "" });
    byId("f-text").value = "";
    sayFilters();
    filterClaims();
  });
}
