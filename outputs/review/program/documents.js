// The documents: what was read, and how many claims of each agree.
function drawDocuments() {
  const tallies = HEAD.documents.map(() => ({ claims: 0, wrong: 0, ask: 0 }));
  for (let i = 0; i < COUNT; i++) {
    const tally = tallies[CHECKS.document[i]];
    if (!tally) continue;
    tally.claims++;
    if (GRAVE[verdict(i)] === 3) tally.wrong++;
    if (verdict(i) === "suspect") tally.ask++;
  }
  const heads = ["source", "status", "period", "issuer", "figures", "unresolved", "claims", "wrong", "ask"];
  const count = (n) => make("td", { class: "n", text: n === undefined ? "" : number(n) });
  const rowOf = (one, n) => {
    const read = one.figures !== undefined;
    const name = read ? make("button", { text: one.source, onclick: () => { openView("claims"); openSource(n); byId("source").focus(); } }) : one.source;
    const wrong = make("td", { class: "n" });
    if (read && tallies[n].wrong) {
      wrong.append(make("button", { text: number(tallies[n].wrong), onclick: () => onlyDocument(n) }));
    } else wrong.textContent = read ? "0" : "";
    return make("tr", {}, make("td", {}, name, one.title ? make("div", { text: one.title }) : null),
      make("td", { text: say("status." + one.status) + (one.reason ? ": " + one.reason : "") }), make("td", { text: one.period || "" }), make("td", { text: one.issuer || "" }),
      count(one.figures), count(one.unresolved), count(read ? tallies[n].claims : undefined), wrong, count(read ? tallies[n].ask : undefined));
  };
  const table = (columns, rows) => make("table", {}, make("thead", {}, make("tr", {}, columns.map((key) => make("th", { scope: "col", text: say("documents." + key) })))), make("tbody", {}, rows));
  const all = HEAD.documents.map((one, n) => [one, n]);
  const rest = all.filter(([one]) => one.figures === undefined);
  const told = ([one]) => make("tr", {}, make("td", { text: one.source }), make("td", { text: say("status." + one.status) + ": " + one.reason }));
  const failed = rest.some(([one]) => one.status === "failed");
  byId("view-documents").replaceChildren(
    table(heads, all.filter(([one]) => one.figures !== undefined).map(([one, n]) => rowOf(one, n))),
    rest.length ? make("details", { open: failed }, make("summary", { text: say("documents.rest", { n: number(rest.length) }) }), table(["source", "status"], rest.map(told))) : "");
}

function onlyDocument(n) {
  Filter.document = String(n);
  sayFilters();
  filterClaims();
  openView("claims");
  openSource(n);
}
