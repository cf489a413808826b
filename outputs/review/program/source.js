// The text of a report, in pieces that exist only near the sight; tables as tables.
const LINES = 40;
const Source = { document: -1, chunks: [], byMark: [], current: -1, selected: new Set(), judged: -1, watch: null };

function piecesOf(read) {
  const pieces = [];
  let at = 0;
  const prose = (until) => {
    while (at < until) {
      const lines = [];
      const start = at;
      while (at < until && lines.length < LINES) {
        const stop = read.t.indexOf("\n", at);
        const end = stop < 0 || stop > until ? until : stop;
        lines.push([at, end]);
        at = end + 1;
      }
      pieces.push({ start, end: Math.min(at, until), lines });
    }
  };
  for (const [start, end, sheet, cells] of [...read.tables].sort((a, b) => a[0] - b[0])) {
    prose(start);
    const widths = columnWidths(read, cells);
    let rows = [];
    let row = -1;
    let first = start;
    let head = sheet;
    for (let k = 0; k < cells.length; k += 6) {
      if (cells[k + 2] !== row && rows.length >= 6 * 240) {
        pieces.push({ start: first, end: cells[k], cells: rows, widths, sheet: head });
        rows = [];
        head = "";
        first = cells[k];
      }
      row = cells[k + 2];
      rows.push(...cells.slice(k, k + 6));
    }
    pieces.push({ start: first, end, cells: rows, widths, sheet: head });
    at = Math.max(at, end);
    if (read.t[at] === "\n") at++;
  }
  prose(read.t.length);
  return pieces;
}

// Columns in letters, the same in every piece: as wide as their longest word, so that no
// figure is broken, and as what stands in them, within reason.
function columnWidths(read, cells) {
  const widths = [];
  for (let k = 0; k < cells.length; k += 6) {
    const [start, length, , c, , across] = cells.slice(k, k + 6);
    const word = Math.max(...read.t.substr(start, length).split(/\s+/).map((one) => one.length));
    const room = Math.max(Math.min(word, 40), Math.min(length, 26));
    for (let each = c; each < c + across; each++) widths[each] = Math.max(widths[each] || 0, across === 1 ? room : 0);
  }
  return Array.from(widths, (width) => (width || 2) + 2);
}

function openSource(n) {
  if (Source.document === n) return;
  const box = byId("source");
  if (Source.watch) Source.watch.disconnect();
  Object.assign(Source, { document: n, chunks: [], byMark: [], current: -1, selected: new Set(), judged: -1 });
  box.replaceChildren();
  box.scrollTop = 0;
  byId("open-document").value = String(n);
  const read = report(n);
  if (!read) {
    box.append(make("p", { class: "none", text: say("source.unread", { reason: (HEAD.documents[n] || {}).reason || "" }) }));
    return;
  }
  Source.watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fill(entry.target.chunk);
  }, { root: box, rootMargin: "800px 0px" });
  let m = 0;
  for (const piece of piecesOf(read)) {
    const chunk = { piece, from: m, to: m, element: make("div", { class: "chunk" }), filled: false };
    while (m < read.marks.length && read.marks[m].start < piece.end) m++;
    chunk.to = m;
    // A guess of the height, so that the bar at the side is about right before all is drawn.
    const lines = piece.lines ? piece.lines.reduce((sum, [a, b]) => sum + 1 + Math.floor((b - a) / 80), 0) : piece.cells.length / 6 / Math.max(1, piece.widths.length);
    chunk.element.style.minHeight = Math.round(26 * lines) + "px";
    chunk.element.chunk = chunk;
    Source.chunks.push(chunk);
    box.append(chunk.element);
    Source.watch.observe(chunk.element);
  }
}

function fill(chunk) {
  if (chunk.filled) return;
  chunk.filled = true;
  Source.watch.unobserve(chunk.element);
  const read = report(Source.document);
  const cursor = { m: chunk.from };
  if (chunk.piece.lines) {
    for (const [start, end] of chunk.piece.lines) chunk.element.append(run(make("p"), read, start, end, cursor, chunk.to));
  } else {
    if (chunk.piece.sheet) chunk.element.append(make("h3", { text: say("source.sheet") + ": " + chunk.piece.sheet }));
    chunk.element.append(tableOf(chunk.piece, read, cursor, chunk.to));
  }
  chunk.element.style.minHeight = "";
}

// Text from start to end with its marks.
function run(into, read, start, end, cursor, stop) {
  let at = start;
  while (cursor.m < stop && read.marks[cursor.m].end <= start) cursor.m++;
  for (let m = cursor.m; m < stop && read.marks[m].start < end; m++) {
    const mark = read.marks[m];
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    if (from > at) into.append(read.t.slice(at, from));
    const element = make("mark", { class: markClass(Source.document, mark), text: read.t.slice(from, to), tabindex: "-1", role: "button" });
    element.dataset.m = m;
    if (!Source.byMark[m]) Source.byMark[m] = [];
    Source.byMark[m].push(element);
    paint(m);
    into.append(element);
    at = to;
    if (mark.end <= end) cursor.m = m + 1;
  }
  if (at < end) into.append(read.t.slice(at, end));
  return into;
}

function tableOf(piece, read, cursor, stop) {
  const all = piece.widths.reduce((sum, width) => sum + width, 0);
  const columns = piece.widths.map((width) => {
    const column = make("col");
    column.style.width = width + "ch";
    return column;
  });
  const body = make("tbody");
  let row = -1;
  let line = null;
  let next = 0;
  for (let k = 0; k < piece.cells.length; k += 6) {
    const [start, length, r, c, rows, across] = piece.cells.slice(k, k + 6);
    if (r !== row) {
      row = r;
      next = 0;
      line = make("tr");
      body.append(line);
    }
    if (c > next && !piece.spans) line.append(...gap(piece, r, next, c));
    line.append(run(make("td", { rowspan: rows > 1 ? rows : null, colspan: across > 1 ? across : null }), read, start, start + length, cursor, stop));
    next = c + across;
  }
  const table = make("table", {}, make("colgroup", {}, columns), body);
  table.style.width = all + "ch";
  return table;
}

// Empty cells, where no merged cell from above reaches in.
function gap(piece, r, from, to) {
  if (!piece.covered) {
    piece.covered = new Set();
    for (let k = 0; k < piece.cells.length; k += 6) {
      const [, , row, column, rows, across] = piece.cells.slice(k, k + 6);
      for (let a = row + 1; a < row + rows; a++) for (let b = column; b < column + across; b++) piece.covered.add(a + "," + b);
    }
  }
  const cells = [];
  for (let c = from; c < to; c++) if (!piece.covered.has(r + "," + c)) cells.push(make("td"));
  return cells;
}

function paint(m) {
  for (const element of Source.byMark[m] || []) {
    element.classList.toggle("here", Source.selected.has(m));
    element.classList.toggle("judged", Source.judged === m);
  }
}

// The mark that holds a figure.
function markOf(n, o) {
  const read = report(n);
  let low = 0;
  let high = read.marks.length - 1;
  const at = read.o.start[o];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (read.marks[middle].start <= at) low = middle; else high = middle - 1;
  }
  return low;
}

function goTo(m, focus) {
  const at = Source.chunks.findIndex((chunk) => m >= chunk.from && m < chunk.to);
  if (at < 0) return;
  for (const near of [at - 1, at, at + 1]) if (Source.chunks[near]) fill(Source.chunks[near]);
  const [element] = Source.byMark[m] || [];
  if (!element) return;
  Source.current = m;
  element.scrollIntoView({ block: "center" });
  if (focus) element.focus({ preventScroll: true });
}

// Show the figures of a claim in the report that makes it.
function showClaim(i) {
  const n = CHECKS.document[i];
  if (n < 0) return;
  openSource(n);
  const before = [...Source.selected];
  const here = refs(i).filter(([d]) => d === n).map(([, o]) => markOf(n, o));
  Source.selected = new Set(here);
  Source.judged = here.length ? here[0] : -1;
  for (const m of new Set([...before, ...here])) paint(m);
  if (here.length) goTo(here[0], false);
}

function showFigure(d, o, focus) {
  openSource(d);
  const before = [...Source.selected];
  const m = markOf(d, o);
  Source.selected = new Set([...(d === Source.document ? before : []), m]);
  for (const each of Source.selected) paint(each);
  goTo(m, focus);
}

function tipFor(element) {
  const tip = byId("tip");
  const lines = brief(Source.document, report(Source.document).marks[element.dataset.m]);
  tip.replaceChildren(...lines.map((line, n) => make(n % 3 ? "span" : "b", { text: line })));
  tip.hidden = false;
  element.setAttribute("aria-describedby", "tip");
  const box = element.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
  const above = box.top - tip.offsetHeight - 8;
  tip.style.left = left + "px";
  tip.style.top = (above > 8 ? above : box.bottom + 8) + "px";
}

const hideTip = () => { byId("tip").hidden = true; };

function startSource() {
  const box = byId("source");
  const over = (event) => (event.target.closest ? event.target.closest("mark") : null);
  box.addEventListener("mouseover", (event) => { if (over(event)) tipFor(over(event)); });
  box.addEventListener("mouseout", hideTip);
  box.addEventListener("focusin", (event) => { if (over(event)) tipFor(over(event)); });
  box.addEventListener("focusout", hideTip);
  box.addEventListener("scroll", hideTip, { passive: true });
  box.addEventListener("click", (event) => {
    const mark = over(event);
    if (mark) { Source.current = Number(mark.dataset.m); showNumber(Source.document, Source.current); }
  });
  box.addEventListener("keydown", (event) => {
    const read = report(Source.document);
    if (!read) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = Source.current < 0 ? 0 : Source.current + step;
      if (next >= 0 && next < read.marks.length) goTo(next, true);
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && over(event)) {
      showNumber(Source.document, Number(over(event).dataset.m));
      byId("detail").focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      byId("claims").focus();
    }
  });
  byId("open-document").addEventListener("change", (event) => openSource(Number(event.target.value)));
}

function sayLegend() {
  const marks = [["m-figure", "observation"], ["m-doubt", "doubt"], ["m-other", "excluded"], ["m-lost", "unresolved"], ["m-wrong", "wrong"], ["m-ask", "suspect"], ["m-cut", "truncated"]];
  byId("legend").replaceChildren(...marks.map(([shade, key]) => make("li", {}, make("b", { class: shade, text: "12,3" }), " " + say("source." + key))));
}
