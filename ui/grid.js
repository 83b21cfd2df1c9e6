// A table as printed or as computed. Its figures are buttons that name their source; arrow keys move among them. Text goes in as text.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".grid");
  if (!root || !data) return;
  const frame = root.querySelector(".frame");
  const held = root.getRootNode().activeElement;
  const heldId = held && frame.contains(held) ? held.dataset.pick : null;
  const fresh = root.shown !== data.id;
  const scroll = fresh ? [0, 0] : [frame.scrollLeft, frame.scrollTop];
  root.shown = data.id;
  frame.setAttribute("aria-label", data.label);
  frame.style.maxHeight = data.tall ? "none" : "";

  const made = document.createElement("table");
  if (data.sticky) made.classList.add("sticky");
  const head = made.createTHead();
  const body = made.createTBody();
  const picks = [];
  for (const row of data.rows) {
    const line = (row.length && row.every((cell) => cell.head) ? head : body).insertRow();
    for (const cell of row) line.append(box(cell));
  }
  frame.replaceChildren(made);
  frame.scrollTo(scroll[0], scroll[1]);
  frame.tabIndex = picks.length ? -1 : 0; // without figures to choose, the keyboard scrolls it
  const mark = frame.querySelector(".mark");
  if (mark && fresh) mark.scrollIntoView({ block: "center", inline: "center" });

  function box(cell) {
    const into = document.createElement(cell.head ? "th" : "td");
    if (cell.rows > 1) into.rowSpan = cell.rows;
    if (cell.columns > 1) into.colSpan = cell.columns;
    for (const name of ["number", "strong", "quiet", "soft", "mark", "label"]) if (cell[name]) into.classList.add(name);
    if (cell.indent) into.style.setProperty("--indent", cell.indent);
    let holder = into;
    if (cell.pick) {
      holder = document.createElement("button");
      holder.type = "button";
      holder.className = "pick";
      holder.dataset.pick = cell.pick;
      holder.tabIndex = -1;
      if (cell.says) holder.setAttribute("aria-label", cell.says);
      holder.onclick = () => choose(holder);
      picks.push(holder);
      into.append(holder);
    }
    if (cell.code) holder.append(Object.assign(document.createElement("span"), { className: "code", textContent: cell.code }));
    holder.append(document.createTextNode(cell.text));
    if (!cell.head && !cell.number && cell.text.length > 5) into.classList.add("wide");
    if (cell.note) into.append(Object.assign(document.createElement("small"), { textContent: cell.note }));
    return into;
  }

  function choose(button) {
    stop(button);
    setTriggerValue("pick", button.dataset.pick);
  }

  // One stop for the Tab key; the arrows do the rest.
  function stop(button) {
    for (const other of picks) other.tabIndex = -1;
    if (button) button.tabIndex = 0;
  }
  const again = picks.find((button) => button.dataset.pick === heldId);
  stop(again || picks[0]);
  if (again) again.focus({ preventScroll: true });

  frame.onkeydown = (event) => {
    const at = picks.indexOf(root.getRootNode().activeElement);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step ? picks[at + step] : down ? below(picks[at], down) : null;
    if (!next) return;
    event.preventDefault();
    stop(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  function below(from, way) {
    const mine = from.getBoundingClientRect();
    const middle = (mine.left + mine.right) / 2;
    const ahead = picks.filter((one) => way * (one.getBoundingClientRect().top - mine.top) > 2);
    const far = (one) => {
      const at = one.getBoundingClientRect();
      return Math.abs(at.top - mine.top) * 10 + Math.abs((at.left + at.right) / 2 - middle);
    };
    return ahead.sort((one, other) => far(one) - far(other))[0];
  }
}
