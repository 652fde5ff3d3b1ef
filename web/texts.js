// Every text of the page, by the browser's language. {name} is filled in.

const en = {
  prompt: "What should be drawn?", promptHint: "Ctrl + Enter draws. Arrow up brings back your last prompt.",
  count: "{used} of {most}", random: "Surprise me", speak: "Speak", audioFile: "Audio file", styles: "Styles", addStyle: "Add a style",
  shape: "Shape", square: "Square", portrait: "Portrait", landscape: "Landscape", asBefore: "As before",
  pictures: "Pictures", draw: "Draw", more: "More", negative: "What should not be in it", steps: "Steps",
  guidance: "Guidance: how closely to follow the prompt", seed: "Seed", anySeed: "any", lock: "Keep this seed",
  public: "Show it in the gallery", lines: "Draw each line as a picture of its own", drawing: "Drawing",
  lists: "Lists of pictures", mine: "Your pictures", gallery: "Gallery", archive: "Download all",
  showMore: "Show more", docs: "For programs: the API", licence: "What the model may not be used for",
  largeView: "Large view", key: "Key", keyTitle: "A key, please", useKey: "Use this key", close: "Close",
  keyHint: "The operator of this Easel gives out keys. The key stays in this tab, and no other page can read it.",
  remember: "Remember it in this browser",
  modelReady: "The model is awake.", modelPace: "The model is awake: about {seconds} s a picture.",
  modelCold: "The model is asleep. The first picture takes about 6 minutes.", modelWarming: "The model is waking up.",
  sending: "Sending …", queuedBehind: "Queued: {ahead} ahead of you", eta: "about {time} to go",
  waking: "The model is waking up. That takes about 6 minutes.", stillWaking: "The model is still waking up.",
  now: "Drawing …", elapsed: "{time} so far", seconds: "{n} s", minutes: "{n} min", hours: "{n} h", cancel: "Cancel",
  late: "Drawing … This takes longer than usual.", queued: "Waiting to be drawn", running: "Being drawn",
  reconnecting: "There is no connection. This page asks again by itself.", noConnection: "There is no connection to Easel.",
  offline: "There is no connection to Easel. Check your network, then try again.",
  broken: "Easel did not answer as expected ({status}). Try again in a moment.",
  canceled: "This picture was canceled.", expired: "This picture was not ready in time.", failed: "This picture could not be drawn.",
  deleted: "Deleted. Its link no longer works.", kept: "Removed from your pictures. Its link still works.", done: "The picture is drawn.",
  copyLink: "Copy link", copied: "Copied", share: "Share", download: "Download", again: "Another one",
  againHint: "As before, with another seed", variation: "A variation", variationHint: "The same seed {seed}, guidance {guidance} and not {before}",
  edit: "Edit", editHint: "Fill in the form, with this seed", drawMore: "More …", moreAbout: "More about: {prompt}", link: "Link",
  wholePrompt: "Whole prompt", pictureCount: "{count} pictures", curl: "Copy as curl", python: "Copy as Python", delete: "Delete",
  sureDelete: "Delete this picture? Its link stops working, unless somebody else drew the same.", size: "Size", model: "Model", guidanceShort: "Guidance",
  differs: "Not quite as you asked", large: "Show it large: {prompt}", compare: "Compare", chooseOther: "Choose a second picture to compare with: {prompt}",
  previous: "Previous", following: "Next", emptyMine: "The pictures that you draw in this browser appear here.",
  emptyGallery: "The gallery is still empty.", listWithKey: "No pictures yet.", listNeedsKey: "With a key, your pictures appear here.", progress: "{done} of {all} drawn", copyAll: "Copy link to all", cancelAll: "Cancel all",
  notSentYet: "{left} not sent yet: {detail}. This page sends them as soon as it may.", notSent: "{left} not sent: {detail}", sendRest: "Send the rest",
  quotaSpent: "{detail}. You can draw again at {time}, in {rest}. What you wrote stays here.",
  tryAgain: "Try again", packing: "Packing …", transcript: "You said: {text}",
  emptyPrompt: "Write what should be drawn, or speak it.", tooManyLines: "At most {most} prompts at once.",
  tooLong: "{over} characters too long. At most {most} fit.", longLine: "Line {number} is longer than {most} characters.",
  wholeNumber: "A whole number from {least} to {most}.", number: "A number from {least} to {most}.", notPossible: "That is not possible here.",
  without: "without {words}", stepsSet: "{steps} steps", guidanceSet: "guidance {guidance}", seedSet: "seed {seed}", origin: "Begun from this picture",
  refusedPrompt: "This prompt is not drawn here. Try other words.", wrongKey: "This key does not work. Check it, or ask the operator for another one.",
  noSuchPicture: "There is no such picture.", gone: "This picture was deleted. You can draw a new one.", notYours: "This picture is not yours.",
  tooMany: "Too much at once. Wait a moment, then try again.",
  tooSlow: "It took too long. Try again.", noCapacity: "No machine is free for the model. Try again in some minutes.",
  noSpeech: "No words were heard. Speak closer to the microphone.", notAudio: "This is no recording that can be understood. Choose an audio or a video file.",
  ownFault: "Easel failed. Try again in a moment.", emptyRecording: "This recording is empty.",
  micDenied: "The browser does not let this page use the microphone. Allow it in the address bar, or choose an audio file.",
  micMissing: "No microphone was found. Choose an audio file.", micUnsupported: "This browser cannot record. Choose an audio file.",
  recording: "Recording: {n} of {most} s", level: "Level", stop: "Stop", listen: "Listen to it", send: "Draw this", again_record: "Record again",
  discard: "Discard", uploading: "Uploading: {percent} %", transcribing: "Listening to what you said …", tooLarge: "At most 10 MB.",
}

const ko = {
  prompt: "무엇을 그릴까요?", promptHint: "Ctrl + Enter로 그립니다. 위쪽 화살표로 지난 문장을 불러옵니다.",
  count: "{most}자 중 {used}자", random: "아무거나", speak: "말하기", audioFile: "음성 파일", styles: "화풍", addStyle: "화풍 더하기",
  shape: "모양", square: "정사각형", portrait: "세로", landscape: "가로", asBefore: "전과 같이",
  pictures: "장수", draw: "그리기", more: "더 보기", negative: "그림에 없어야 할 것", steps: "단계 수",
  guidance: "반영 정도: 문장을 얼마나 따를지", seed: "시드", anySeed: "임의", lock: "이 시드를 유지",
  public: "갤러리에 공개", lines: "한 줄에 한 장씩 그리기", drawing: "그리는 중",
  lists: "그림 목록", mine: "내 그림", gallery: "갤러리", archive: "모두 내려받기",
  showMore: "더 보기", docs: "개발자용 API", licence: "모델의 사용 제한",
  largeView: "크게 보기", key: "키", keyTitle: "키를 입력해 주세요", useKey: "이 키 사용", close: "닫기",
  keyHint: "키는 이 Easel의 운영자가 발급합니다. 키는 이 탭에만 남으며 다른 페이지는 읽을 수 없습니다.",
  remember: "이 브라우저에 저장",
  modelReady: "모델이 준비되어 있습니다.", modelPace: "모델이 준비되어 있습니다. 한 장에 약 {seconds}초 걸립니다.",
  modelCold: "모델이 쉬고 있습니다. 첫 그림은 약 6분 걸립니다.", modelWarming: "모델이 켜지는 중입니다.",
  sending: "보내는 중 …", queuedBehind: "대기 중: 앞에 {ahead}건", eta: "약 {time} 남음",
  waking: "모델이 켜지는 중입니다. 약 6분 걸립니다.", stillWaking: "모델이 아직 켜지는 중입니다.",
  now: "그리는 중 …", elapsed: "{time} 지남", seconds: "{n}초", minutes: "{n}분", hours: "{n}시간", cancel: "취소",
  late: "그리는 중 … 평소보다 오래 걸립니다.", queued: "차례를 기다리는 중", running: "그리는 중",
  reconnecting: "연결이 끊겼습니다. 이 페이지가 다시 확인합니다.", noConnection: "Easel에 연결되어 있지 않습니다.",
  offline: "Easel에 연결할 수 없습니다. 네트워크를 확인하고 다시 시도하세요.",
  broken: "Easel이 예상과 다르게 응답했습니다({status}). 잠시 후 다시 시도하세요.",
  canceled: "취소된 그림입니다.", expired: "제시간에 그리지 못했습니다.", failed: "그림을 그리지 못했습니다.",
  deleted: "삭제했습니다. 링크가 더는 열리지 않습니다.", kept: "내 그림에서 뺐습니다. 링크는 계속 열립니다.", done: "그림이 완성되었습니다.",
  copyLink: "링크 복사", copied: "복사됨", share: "공유", download: "내려받기", again: "하나 더",
  againHint: "같은 조건, 다른 시드", variation: "변형", variationHint: "같은 시드 {seed}, 반영 정도 {before} 대신 {guidance}",
  edit: "고쳐 그리기", editHint: "이 시드와 함께 양식에 채웁니다", drawMore: "더 보기 …", moreAbout: "더 보기: {prompt}", link: "링크",
  wholePrompt: "문장 전체", pictureCount: "{count}장", curl: "curl로 복사", python: "Python으로 복사", delete: "삭제",
  sureDelete: "이 그림을 삭제할까요? 다른 사람이 같은 그림을 그리지 않았다면 링크가 더는 열리지 않습니다.", size: "크기", model: "모델", guidanceShort: "반영 정도",
  differs: "요청과 다른 점", large: "크게 보기: {prompt}", compare: "비교", chooseOther: "비교할 두 번째 그림을 고르세요: {prompt}",
  previous: "이전", following: "다음", emptyMine: "이 브라우저에서 그린 그림이 여기에 나타납니다.",
  emptyGallery: "아직 공개된 그림이 없습니다.", listWithKey: "아직 그림이 없습니다.", listNeedsKey: "키를 입력하면 내 그림이 나타납니다.", progress: "{all}장 중 {done}장 완성", copyAll: "전체 링크 복사", cancelAll: "모두 취소",
  notSentYet: "아직 보내지 않은 것 {left}건: {detail}. 보낼 수 있게 되면 이 페이지가 보냅니다.", notSent: "보내지 못한 것 {left}건: {detail}", sendRest: "나머지 보내기",
  quotaSpent: "{detail}. {time}부터({rest} 뒤) 다시 그릴 수 있습니다. 쓰신 내용은 그대로 남습니다.",
  tryAgain: "다시 시도", packing: "묶는 중 …", transcript: "들은 말: {text}",
  emptyPrompt: "그릴 것을 쓰거나 말해 주세요.", tooManyLines: "한 번에 {most}줄까지 됩니다.",
  tooLong: "{over}자가 넘칩니다. {most}자까지 됩니다.", longLine: "{number}번째 줄이 {most}자를 넘습니다.",
  wholeNumber: "{least}부터 {most}까지의 정수를 쓰세요.", number: "{least}부터 {most}까지의 수를 쓰세요.", notPossible: "여기서는 쓸 수 없는 값입니다.",
  without: "제외: {words}", stepsSet: "{steps}단계", guidanceSet: "반영 정도 {guidance}", seedSet: "시드 {seed}", origin: "이 그림에서 시작했습니다",
  refusedPrompt: "여기서는 그릴 수 없는 문장입니다. 다른 말로 써 보세요.", wrongKey: "사용할 수 없는 키입니다. 다시 확인하거나 운영자에게 새 키를 요청하세요.",
  noSuchPicture: "그런 그림이 없습니다.", gone: "삭제된 그림입니다. 새로 그릴 수 있습니다.", notYours: "다른 사람의 그림입니다.",
  tooMany: "요청이 너무 많습니다. 잠시 후 다시 시도하세요.",
  tooSlow: "시간이 너무 오래 걸렸습니다. 다시 시도하세요.", noCapacity: "지금은 모델을 돌릴 기계가 없습니다. 몇 분 뒤에 다시 시도하세요.",
  noSpeech: "말소리가 들리지 않았습니다. 마이크에 더 가까이 말해 주세요.", notAudio: "알아들을 수 있는 녹음이 아닙니다. 음성이나 동영상 파일을 고르세요.",
  ownFault: "Easel에 문제가 생겼습니다. 잠시 후 다시 시도하세요.", emptyRecording: "빈 녹음입니다.",
  micDenied: "브라우저가 마이크 사용을 막았습니다. 주소창에서 허용하거나 음성 파일을 고르세요.",
  micMissing: "마이크를 찾지 못했습니다. 음성 파일을 고르세요.", micUnsupported: "이 브라우저는 녹음할 수 없습니다. 음성 파일을 고르세요.",
  recording: "녹음 중: {most}초 중 {n}초", level: "음량", stop: "멈추기", listen: "들어 보기", send: "이대로 그리기", again_record: "다시 녹음",
  discard: "버리기", uploading: "올리는 중: {percent}%", transcribing: "말을 알아듣는 중 …", tooLarge: "10MB까지 됩니다.",
}

// The words that a chip adds to the prompt are English: that is what the model was trained on.
const STYLES = {
  "photograph": "사진", "watercolour": "수채화", "oil painting": "유화", "pencil drawing": "연필화",
  "linocut": "판화", "pixel art": "픽셀 아트", "isometric": "등각 투영", "studio light": "스튜디오 조명",
}

const korean = (navigator.languages?.[0] ?? navigator.language).toLowerCase().startsWith("ko")
const texts = korean ? ko : en

// The text `name`, with `values` filled in.
export const t = (name, values = {}) =>
  (texts[name] ?? en[name]).replace(/\{(\w+)\}/g, (_, value) => values[value])

// The beginning of a prompt, as a name for its picture.
export const briefly = (prompt, most = 80) => {
  const characters = [...(prompt ?? "")]
  return characters.length > most ? `${characters.slice(0, most - 1).join("").trimEnd()}…` : characters.join("")
}

export const duration = (seconds) => {
  if (seconds < 90) return t("seconds", { n: Math.round(seconds) })
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? t("minutes", { n: minutes }) : t("hours", { n: Math.round(minutes / 60) })
}

// The reader's time of day, `seconds` from now.
export const clock = (seconds) =>
  new Date(Date.now() + seconds * 1000).toLocaleTimeString(navigator.language, { hour: "numeric", minute: "2-digit" })

// Put the texts into the elements that name them.
export const translate = () => {
  document.documentElement.lang = korean ? "ko" : "en"
  if (korean) for (const chip of document.querySelectorAll(".chip")) chip.textContent = STYLES[chip.value]
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t)
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel))
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder)
}
