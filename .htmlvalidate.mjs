// What `make check` holds Easel's pages to. A rule that is switched off or changed says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: {
    // A page loads files from its own host alone. A hash in the page proves nothing about them: who
    // could change a file there could change the page too.
    "require-sri": ["error", { target: "crossorigin" }],
    // A share page is named by its prompt, cut after 80 characters. The rule counts the characters of
    // the HTML: it takes a "<" in the prompt for four.
    "long-title": "off",
  },
}
