// A list of many rows of one height, of which only those in sight exist.
class VirtualList {
  constructor(box, height, render) {
    this.box = box;
    this.height = height;
    this.render = render;
    this.count = 0;
    this.rows = new Map();
    this.room = make("div", { role: "presentation" });
    this.room.style.position = "relative";
    box.append(this.room);
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(box);
  }

  reset(count) {
    this.count = count;
    this.room.style.height = count * this.height + "px";
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
    this.draw();
  }

  draw() {
    const from = Math.max(0, Math.floor(this.box.scrollTop / this.height) - 4);
    const to = Math.min(this.count, Math.ceil((this.box.scrollTop + this.box.clientHeight) / this.height) + 4);
    for (const [n, row] of this.rows) {
      if (n < from || n >= to) {
        row.remove();
        this.rows.delete(n);
      }
    }
    for (let n = from; n < to; n++) {
      if (this.rows.has(n)) continue;
      const row = this.render(n);
      row.style.top = n * this.height + "px";
      this.rows.set(n, row);
      this.room.append(row);
    }
  }

  show(n) {
    const top = n * this.height;
    const bottom = top + this.height;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (bottom > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = bottom - this.box.clientHeight;
    this.draw();
  }
}
