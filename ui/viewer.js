// Pages' pictures with their marks. Text goes in as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".viewer");
  if (!root || !data) return;
  const words = data.words;
  const known = root.shown || {};
  const fresh = known.id !== data.id;
  const turned = known.page !== data.page;
  root.shown = { id: data.id, page: data.page, zoom: fresh ? null : known.zoom };

  const bar = root.querySelector(".bar");
  const stage = root.querySelector(".stage");
  const held = root.getRootNode().activeElement;
  const heldLabel = held && bar.contains(held) ? held.getAttribute("aria-label") : null;
  bar.replaceChildren();
  stage.setAttribute("aria-label", data.label);

  const button = (text, label, act, disabled) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.disabled = Boolean(disabled);
    made.onclick = act;
    bar.append(made);
    return made;
  };
  const gap = () => bar.append(Object.assign(document.createElement("span"), { className: "gap" }));

  button("‹", words.previous, () => setTriggerValue("page", data.first - 1), data.first <= 1);
  const count = Object.assign(document.createElement("span"), {
    className: "count",
    textContent: `${data.shown} / ${data.pages}`,
    title: data.count,
  });
  count.setAttribute("aria-label", data.count);
  count.setAttribute("aria-live", "polite");
  count.setAttribute("role", "status");
  bar.append(count);
  button("›", words.next, () => setTriggerValue("page", data.last + 1), data.last >= data.pages);
  gap();
  button("−", words.out, () => zoom(root.shown.zoom / 1.25));
  button("+", words.in, () => zoom(root.shown.zoom * 1.25));
  button("⤢", words.fit, () => zoom(1));
  const back = button("◎", words.mark, () => toMark(true));
  back.disabled = !data.sheets.some((one) => one.marks.length);

  // A button that was pressed is made anew: without its focus the keyboard, Escape too, would fall out of the dialog.
  if (heldLabel) {
    const again = [...bar.querySelectorAll("button")].find((made) => made.getAttribute("aria-label") === heldLabel);
    (again && !again.disabled ? again : stage).focus({ preventScroll: true });
  }

  const sheet = document.createElement("div");
  sheet.className = "sheets";
  sheet.append(...data.sheets.map(page));
  stage.replaceChildren(sheet);

  function page(one) {
    const into = document.createElement("div");
    into.className = "sheet";
    into.style.aspectRatio = `${one.width} / ${one.height}`;
    const image = new Image();
    image.alt = one.label;
    image.decoding = "sync";
    image.src = one.src;
    into.append(image);
    for (const mark of one.marks) {
      const made = document.createElement("div");
      made.className = `mark ${mark.kind}`;
      made.style.left = `${(100 * mark.x0) / one.width}%`;
      made.style.top = `${(100 * mark.top) / one.height}%`;
      made.style.width = `${(100 * (mark.x1 - mark.x0)) / one.width}%`;
      made.style.height = `${(100 * (mark.bottom - mark.top)) / one.height}%`;
      into.append(made);
    }
    return into;
  }

  // As wide as the stage, or wider where a point of the page would be too small to read.
  function legible() {
    const wide = stage.clientWidth || 1;
    return Math.min(3, Math.max(1, (1.05 * data.sheets[0].width) / wide));
  }

  function zoom(to) {
    const middle = {
      x: (stage.scrollLeft + stage.clientWidth / 2) / Math.max(1, sheet.offsetWidth),
      y: (stage.scrollTop + stage.clientHeight / 2) / Math.max(1, sheet.offsetHeight),
    };
    root.shown.zoom = Math.min(5, Math.max(1, to));
    sheet.style.width = `${100 * root.shown.zoom}%`;
    stage.scrollLeft = middle.x * sheet.offsetWidth - stage.clientWidth / 2;
    stage.scrollTop = middle.y * sheet.offsetHeight - stage.clientHeight / 2;
  }

  function toMark(smooth) {
    const mark = sheet.querySelector(".mark:not(.soft, .guide)");
    if (!mark) {
      if (turned || fresh) stage.scrollTo({ left: 0, top: 0 });
      return;
    }
    const at = mark.getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    stage.scrollTo({
      left: stage.scrollLeft + leftmost(at, frame) - frame.left,
      top: stage.scrollTop + at.top - frame.top - (frame.height - at.height) / 2,
      behavior: smooth ? "smooth" : "instant",
    });
  }

  // Where the view is to begin: before the row's label and before every line of a quote, as far as the mark stays in view with them.
  function leftmost(at, frame) {
    const lefts = [...sheet.querySelectorAll(".mark:not(.guide), .soft")]
      .map((one) => one.getBoundingClientRect().left)
      .filter((left) => at.right - left + 24 <= frame.width || left >= at.left);
    const first = Math.min(at.left, ...lefts);
    const centred = at.left - (frame.width - at.width) / 2;
    return Math.min(centred, first - 12);
  }

  stage.onkeydown = (event) => {
    if (event.key === "+" || event.key === "=") zoom(root.shown.zoom * 1.25);
    else if (event.key === "-") zoom(root.shown.zoom / 1.25);
    else if (event.key === "PageDown" && data.last < data.pages) setTriggerValue("page", data.last + 1);
    else if (event.key === "PageUp" && data.first > 1) setTriggerValue("page", data.first - 1);
    else return;
    event.preventDefault();
  };

  // The dialog may still be growing when this runs: lay out once it has its width.
  const lay = () => {
    if (!stage.clientWidth) return false;
    root.shown.zoom = root.shown.zoom || legible();
    sheet.style.width = `${100 * root.shown.zoom}%`;
    if (fresh || turned) toMark(false);
    return true;
  };
  lay();
  let width = stage.clientWidth;
  const watch = new ResizeObserver(() => {
    if (stage.clientWidth === width) return;
    width = stage.clientWidth;
    if (fresh) root.shown.zoom = null;
    lay();
  });
  watch.observe(stage);
  return () => watch.disconnect();
}
