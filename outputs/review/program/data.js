// What the page holds: the head at once, a report when it is opened.
const HEAD = held("head");
const CHECKS = held("checks");
const COUNT = CHECKS.id ? CHECKS.id.length : 0;
const text = (n) => CHECKS.s[n];
const verdict = (i) => HEAD.verdicts[CHECKS.verdict[i]];
const kind = (i) => HEAD.kinds[CHECKS.kind[i]];
const allowed = (i) => text(CHECKS[lang][i]);
const share = (i) => (CHECKS.relative[i] === "" ? 0 : Number(CHECKS.relative[i])); // to sort and filter only

// Where the figures of a claim begin in CHECKS.refs; for each figure the claims with it.
const FIRST = new Uint32Array(COUNT + 1);
for (let i = 0; i < COUNT; i++) FIRST[i + 1] = FIRST[i] + CHECKS.count[i];
let claimsByFigure = null;

function refs(i) {
  const found = [];
  for (let k = FIRST[i]; k < FIRST[i + 1]; k++) found.push([CHECKS.refs[2 * k], CHECKS.refs[2 * k + 1]]);
  return found;
}

function claimsOf(documentNumber, figure) {
  if (!claimsByFigure) {
    claimsByFigure = HEAD.documents.map(() => new Map());
    for (let i = 0; i < COUNT; i++) {
      for (const [d, o] of refs(i)) {
        const known = claimsByFigure[d].get(o);
        if (known) { if (known[known.length - 1] !== i) known.push(i); } else claimsByFigure[d].set(o, [i]);
      }
    }
  }
  return claimsByFigure[documentNumber].get(figure) || [];
}

const opened = new Map();

// A report with its text and figures; null where nothing was read.
function report(n) {
  if (!opened.has(n)) {
    const read = held("document-" + n);
    if (read) read.marks = marksOf(read, n);
    opened.set(n, read);
  }
  return opened.get(n);
}

// The details of a claim lie with its report.
const details = (i) => (report(CHECKS.document[i]) || { checks: {} }).checks[i] || {};

// One figure of a report with its texts.
function figure(d, o) {
  const read = report(d);
  const f = read.o;
  const word = (name) => (f[name] ? read.s[f[name][o]] : "");
  const digit = (name) => (f[name] ? f[name][o] : 0);
  return {
    raw: read.t.substr(f.start[o], f.length[o]), value: f.value[o], word, digit,
    start: f.start[o], end: f.start[o] + f.length[o],
  };
}

function place(one) {
  const parts = [];
  if (one.digit("table")) parts.push(say("place.table", { table: one.digit("table"), row: one.digit("row") }));
  else if (one.word("footnote")) parts.push(say("place.note", { n: one.word("footnote") }));
  else if (one.word("section")) parts.push(one.word("section"));
  else if (one.digit("paragraph") && !one.digit("page")) parts.push(say("place.paragraph", { n: one.digit("paragraph") }));
  if (one.digit("page")) parts.push(say("place.page", { n: one.digit("page") }));
  return parts.join(", ");
}

// The line a figure stands in, cut around it.
function quote(d, one) {
  const whole = report(d).t;
  const from = whole.lastIndexOf("\n", one.start - 1) + 1;
  const stop = whole.indexOf("\n", one.end);
  const to = stop < 0 ? whole.length : stop;
  const start = Math.max(from, one.start - 140);
  const end = Math.min(to, one.end + 140);
  return (start > from ? "… " : "") + whole.slice(start, end).replace(/\s*\|\s*/g, " | ").trim() + (end < to ? " …" : "");
}
