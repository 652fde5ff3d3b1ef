// The command or the program that draws the same picture.

import { address, needsKey } from "./api.js"

const order = (job) => Object.fromEntries(
  ["prompt", "negative_prompt", "width", "height", "steps", "guidance_scale", "seed", "n"]
    .map((name) => [name, name === "prompt" ? (job.original_prompt ?? job.prompt) : job[name]])
    .filter(([, value]) => value !== null && value !== undefined),
)

// Within single quotes, a shell takes everything as it is but a single quote.
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`

export const asCurl = (job) => {
  const key = needsKey ? ` -H "authorization: Bearer $EASEL_KEY"` : ""
  return `curl ${quoted(address("/v1/images"))}${key} -H 'content-type: application/json' \\\n  -d ${quoted(JSON.stringify(order(job)))}`
}

// JSON without true, false and null is Python too.
export const asPython = (job) => {
  const key = needsKey ? `, "authorization": f"Bearer {os.environ['EASEL_KEY']}"` : ""
  return `import json${needsKey ? ", os" : ""}, urllib.request

order = ${JSON.stringify(order(job))}
request = urllib.request.Request(${JSON.stringify(address("/v1/images"))}, json.dumps(order).encode(),
    {"content-type": "application/json"${key}})
print(json.load(urllib.request.urlopen(request))["share_url"])
`
}
