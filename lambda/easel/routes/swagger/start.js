// A file of its own: the page's policy allows no script inside it.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  // The validator is somebody else's server.
  validatorUrl: null,
});
