// Tells screen readers, hyphenation and font choice which language the page speaks.
export default function ({ data }) {
  if (data) document.documentElement.lang = data.language;
}
