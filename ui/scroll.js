// Keeps the newest question at the top of the view while its answer is being laid out, so that the answer is read from its
// first line (the first question has the masthead above it); the reader's own scrolling ends it at once.
export default function ({ data, parentElement }) {
  const root = parentElement.host || parentElement;
  if (!data || root.dataset.turn === String(data.turn)) return;
  root.dataset.turn = String(data.turn);
  stay(document.querySelector('[data-testid="stAppScrollToBottomContainer"]'));
  const last = Date.now() + 10000;
  let end = Date.now() + 1200; // while the page still grows (a picture, a table), so long after it grew
  let grown = 0;
  let over = false;
  const stop = () => (over = true);
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, stop, { once: true, passive: true });
  const bring = () => {
    if (over || Date.now() > end) return;
    const questions = document.querySelectorAll(".b-question");
    const size = document.querySelector('[data-testid="stMainBlockContainer"]')?.scrollHeight || 0;
    if (size !== grown) end = Math.min(last, Date.now() + 1200);
    grown = size;
    const newest = questions.length > 1 ? questions[questions.length - 1] : document.querySelector(".st-key-masthead");
    if (newest) newest.scrollIntoView({ block: "start", behavior: "instant" });
    requestAnimationFrame(bring);
  };
  bring();
}

// Beside a chat input Streamlit glides to the end of whatever grows, away from the answer's first line. It does so where its container's
// view ends above the content's end: told that the view reaches there, it stays.
function stay(container) {
  if (!container || Object.hasOwn(container, "offsetHeight")) return;
  Object.defineProperty(container, "offsetHeight", { get: () => container.scrollHeight - container.scrollTop });
}
