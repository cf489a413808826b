// The pane at the right: a claim with its decision, or a number with its claims.
let shown = { claim: -1, document: -1, mark: -1 };

const badge = (i) => make("span", { class: "badge v-" + verdict(i), text: say("verdict." + verdict(i)) });
const term = (key, value) => (value ? [make("dt", { text: say(key) }), make("dd", { text: value })] : []);

function showDetail(i) {
  shown = { claim: i, document: -1, mark: -1 };
  const box = byId("detail");
  box.scrollTop = 0;
  if (i < 0) {
    box.replaceChildren(make("p", { class: "none", text: say("detail.empty") }));
    return;
  }
  const d = details(i);
  const look = verdict(i) !== "consistent";
  const at = lang === "vi" ? 0 : 1;
  const said = look && d.explanation ? d.explanation[at] : say("detail.agrees");
  const harmless = "harmless." + verdict(i);
  box.replaceChildren(...[
    make("div", { class: "steps" },
      make("button", { text: "← " + say("detail.previous"), onclick: () => stepClaim(-1) }),
      make("button", { text: say("detail.next") + " →", onclick: () => stepClaim(1) })),
    make("h2", {}, badge(i), text(CHECKS.indicator[i]) || say("kind." + kind(i))),
    make("p", { class: "said", text: said }),
    make("dl", {},
      term("detail.stated", text(CHECKS.stated[i])), term("detail.allowed", allowed(i)),
      term("detail.difference", d.difference ? d.difference[at] : ""), term("detail.formula", d.formula),
      term("detail.repair", d.repair), term("figure.period", d.period)),
    decisionForm(CHECKS.id[i]),
    make("h3", { text: say("detail.evidence") }),
    make("ul", { class: "links" }, refs(i).map(([doc, o]) => evidence(CHECKS.document[i], doc, o))),
    why("filter.kind", say("kind." + kind(i))), why("detail.criteria", say("criteria." + kind(i))),
    why("detail.harmless", look && harmless in WORDS ? say(harmless) : "")].filter(Boolean));
}

const why = (key, told) => (told ? make("p", { class: "why" }, make("b", { text: say(key) + ": " }), told) : null);

function evidence(home, d, o) {
  const one = figure(d, o);
  const where = (d === home ? "" : HEAD.documents[d].source + ": ") + place(one);
  return make("li", {}, make("button", { onclick: () => showFigure(d, o, true) },
    make("b", { text: one.raw.replace(/\s+/g, " ") }), " " + [one.word("indicator"), where].filter(Boolean).join(" · "),
    make("small", { text: quote(d, one) })));
}

function decisionForm(id) {
  const parts = decided(id).slice();
  const inputs = {};
  const state = make("p", {});
  const tell = () => {
    state.textContent = !isDecided(id) ? "" : say(local[id] ? "decision.local" : "decision.kept");
    for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.textContent === inputs.decision.value));
    clear.disabled = !isDecided(id);
  };
  const store = () => {
    const made = PEOPLE.map((name) => inputs[name].value.trim());
    decide(id, made);
    tell();
    redrawClaim(id);
  };
  // Who and when go without saying, once somebody decides.
  const change = (name) => () => {
    if (name === "reviewer") remember("reviewer", inputs.reviewer.value.trim());
    else if (inputs[name].value.trim() && name !== "reviewed_on") {
      if (!inputs.reviewer.value) inputs.reviewer.value = remembered("reviewer");
      if (!inputs.reviewed_on.value) inputs.reviewed_on.value = today();
    }
    store();
  };
  const field = (name, tag, properties) => {
    inputs[name] = make(tag, { id: "d-" + name, ...properties });
    inputs[name].value = parts[PEOPLE.indexOf(name)];
    inputs[name].addEventListener("input", change(name));
    return make("label", { class: name === "note" || name === "decision" ? "wide" : "" }, make("span", { text: say("decision." + name) }), inputs[name]);
  };
  const fields = [
    field("decision", "input", { autocomplete: "off" }), field("reviewer", "input", { autocomplete: "name" }),
    // A date typed some other way (in a workbook) stays as it is.
    field("reviewed_on", "input", { type: /^(\d{4}-\d{2}-\d{2})?$/.test(parts[2]) ? "date" : "text" }),
    field("note", "textarea", { rows: "3" }),
  ];
  const choices = ["correct", "ask", "harmless", "misread"].map((key) => make("button", {
    type: "button", text: say("decision." + key),
    onclick: () => { inputs.decision.value = say("decision." + key); change("decision")(); },
  }));
  const clear = make("button", { type: "button", text: say("decision.clear"), onclick: () => { for (const name of PEOPLE) inputs[name].value = ""; store(); } });
  const form = make("form", { class: "decide", onsubmit: (event) => event.preventDefault() },
    make("h3", { text: say("decision.title") }), make("div", { class: "choices wide", role: "group", "aria-label": say("decision.decision") }, choices),
    fields, state, clear);
  tell();
  return form;
}

function showNumber(n, m) {
  shown = { claim: -1, document: n, mark: m };
  const read = report(n);
  const mark = read.marks[m];
  const parts = [make("h2", { text: say("detail.number") + ": " + read.t.slice(mark.start, mark.end).replace(/\s+/g, " ") })];
  if (!mark.figures.length) parts.push(make("dl", {}, term("figure.why", say("reason." + read.s[mark.reason]))));
  for (const o of mark.figures) {
    const one = figure(n, o);
    const flags = one.word("flags").split(" ").filter(Boolean).map((flag) => say("flag." + flag)).join(", ");
    const claims = claimsOf(n, o);
    parts.push(make("dl", {},
      term("figure.value", valueOf(one)), term("figure.indicator", one.word("indicator")), term("figure.group", one.word("group")),
      term("figure.period", one.word("period")), term("figure.measure", say("measure." + one.word("measure"))),
      term("figure.area", one.word("area")), term("figure.place", place(one)), term("figure.flags", flags)));
    parts.push(make("h3", { text: say(claims.length ? "detail.claims" : "detail.noclaims") }));
    parts.push(make("ul", { class: "links" }, claims.map((i) => make("li", {}, make("button", { onclick: () => selectClaim(i, true) }, badge(i), text(CHECKS.stated[i]) + " · " + text(CHECKS.indicator[i]), make("small", { text: say("kind." + kind(i)) }))))));
  }
  const before = [...Source.selected];
  Source.selected = new Set([m]);
  Source.judged = -1;
  for (const each of new Set([...before, m])) paint(each);
  byId("detail").replaceChildren(...parts);
  byId("detail").scrollTop = 0;
}

function redrawDetail() {
  if (shown.mark >= 0) showNumber(shown.document, shown.mark);
  else showDetail(shown.claim);
}
