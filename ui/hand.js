// The hand of one answer: its reading as chips (native lists, so that keyboards, phones and screen readers know them), and the ear for
// the source buttons that stand in the answer's own HTML. Text goes in as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".chips");
  if (!root || !data) return;
  root.replaceChildren();
  if (data.lead) root.append(Object.assign(document.createElement("span"), { className: "lead", textContent: data.lead }));
  for (const chip of data.chips) {
    const made = document.createElement("span");
    made.className = chip.choices.length ? "chip" : "chip still";
    made.title = chip.label;
    const shown = document.createElement("span");
    shown.textContent = chip.shown;
    made.append(shown);
    if (chip.choices.length) made.append(list(chip));
    root.append(made);
  }

  // The list lies over its chip, unseen: what is seen stays one calm word, what is clicked is the browser's own list.
  function list(chip) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", chip.change);
    select.dataset.dimension = chip.dimension;
    if (!chip.choices.some(([value]) => value === chip.value)) select.append(new Option(chip.shown, ""));
    for (const [value, text] of chip.choices) select.append(new Option(text, value));
    select.value = chip.choices.some(([value]) => value === chip.value) ? chip.value : "";
    const before = select.value;
    select.onchange = () => {
      if (select.value && select.value !== before) setTriggerValue("mend", [chip.dimension, select.value]);
    };
    // A closed list would take every arrow key for a choice: keys open it, and only what is chosen there counts.
    select.onkeydown = (event) => {
      const moves = event.key.startsWith("Arrow") || event.key.length === 1;
      if (!moves || event.ctrlKey || event.metaKey || !select.showPicker) return;
      event.preventDefault();
      select.showPicker();
    };
    return select;
  }

  const opens = (event) => {
    const pressed = event.target instanceof Element && event.target.closest("[data-cite]");
    if (pressed && pressed.closest(`.st-key-answer-${data.answer}`)) setTriggerValue("cite", Number(pressed.dataset.cite));
  };
  document.addEventListener("click", opens);
  return () => document.removeEventListener("click", opens);
}
