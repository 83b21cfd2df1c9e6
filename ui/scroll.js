// Keeps the newest question at the top of the view while its answer is being laid out, so that the answer is read from its
// first line (the first question has the masthead above it); the reader's own scrolling ends it at once.
export default function ({ data, parentElement }) {
  const root = parentElement.host || parentElement;
  if (!data || root.dataset.turn === String(data.turn)) return;
  root.dataset.turn = String(data.turn);
  const end = Date.now() + 1200;
  let over = false;
  const stop = () => (over = true);
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, stop, { once: true, passive: true });
  const bring = () => {
    if (over || Date.now() > end) return;
    const questions = document.querySelectorAll(".b-question");
    const newest = questions.length > 1 ? questions[questions.length - 1] : document.querySelector(".st-key-masthead");
    if (newest) newest.scrollIntoView({ block: "start", behavior: "instant" });
    requestAnimationFrame(bring);
  };
  bring();
}
