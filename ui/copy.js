// Copies to the clipboard; also where the page is not served as secure and the browser offers no clipboard.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".copies");
  if (!root || !data) return;
  root.replaceChildren();
  for (const item of data.items) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = item.label;
    button.onclick = async () => {
      const text = item.address === undefined ? item.text : location.origin + location.pathname + item.address;
      await copy(text);
      button.textContent = data.done;
      setTimeout(() => (button.textContent = item.label), 1600);
    };
    root.append(button);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.style.position = "fixed";
      area.style.opacity = "0";
      root.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }
}
