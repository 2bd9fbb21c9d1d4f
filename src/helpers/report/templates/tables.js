// Tables can be sorted by their heads and searched. Without scripts the page reads the same.
(() => {
  const zh = document.documentElement.lang.startsWith("zh");
  const say = zh
    ? { search: "在表中查找", none: "没有符合的行", sort: "按此列排序" }
    : { search: "Search this table", none: "No row matches", sort: "Sort by this column" };
  const LONG = 6, SEARCHED = 12;
  const raw = (row, at) => {
    const cell = row.cells[at], data = cell && cell.querySelector("data");
    const value = data ? data.value : cell ? cell.textContent.trim() : "";
    const number = data && value !== "" && isFinite(value) ? +value : null;
    return { value, number, empty: value === "" || value === "–" };
  };
  for (const table of document.querySelectorAll(".scroll table, .course-table table")) {
    const body = table.tBodies[0], rows = body ? [...body.rows] : [];
    if (rows.length < LONG || !table.tHead) continue;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = say.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "descending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        const sign = down ? 1 : -1;
        const keyed = rows.map((row, place) => ({ row, place, key: raw(row, at) }));
        keyed.sort((a, b) => {
          if (a.key.empty !== b.key.empty) return a.key.empty ? 1 : -1;
          const both = a.key.number !== null && b.key.number !== null;
          const by = both ? a.key.number - b.key.number : a.key.value.localeCompare(b.key.value, zh ? "zh-CN" : "en");
          return sign * by || a.place - b.place;
        });
        body.append(...keyed.map(one => one.row));
      });
    });
    if (rows.length < SEARCHED) continue;
    const field = document.createElement("input"), none = document.createElement("p");
    field.type = "search";
    field.className = "find";
    field.placeholder = say.search;
    field.setAttribute("aria-label", `${say.search}: ${table.caption ? table.caption.textContent.trim() : ""}`);
    none.className = "more";
    none.setAttribute("role", "status");
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLocaleLowerCase();
      let left = 0;
      for (const row of rows) left += !(row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted));
      none.textContent = left ? "" : say.none;
    });
    const box = table.closest(".scroll") || table;
    box.before(field, none);
  }
})();
