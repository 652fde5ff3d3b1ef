// Runs in CloudFront when a picture has been found. `?download` behind its address makes a browser
// save the picture under its name, where it would otherwise show it.
function handler(event) {
  const response = event.response
  const picture = /^\/images\/([\w-]+(\.\w+)+)$/.exec(event.request.uri)
  const found = response.statusCode === 200 || response.statusCode === 206
  if (picture && found && "download" in event.request.querystring)
    response.headers["content-disposition"] = { value: `attachment; filename="${picture[1]}"` }
  return response
}
