// What a page does beyond HTML: live values, the eye beside a secret, the menu on a phone. Everything else works
// without it.
"use strict";

document.documentElement.classList.remove("no-script");

// The menu on a phone: a sheet above the bar, which closes with Escape and with a touch beside it.
const header = document.querySelector(".top");
const menuButton = document.querySelector(".menu-button");
const showMenu = (isOpen) => {
  header.classList.toggle("open", isOpen);
  menuButton.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) header.querySelector(".nav a").focus();
};
menuButton?.addEventListener("click", () => showMenu(!header.classList.contains("open")));
document.addEventListener("click", (event) => {
  if (header.classList.contains("open") && !event.target.closest(".nav, .menu-button")) showMenu(false);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !header.classList.contains("open")) return;
  showMenu(false);
  menuButton.focus();
});

// Open menus close with Escape, with a click elsewhere, and when another opens.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});

// The eye: shows what is being typed.
for (const button of document.querySelectorAll("[data-eye]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.eye);
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
    input.focus();
  });
}

// Spans of a day: rows are added and taken away; without script there are a few empty ones.
for (const spans of document.querySelectorAll("[data-spans]")) {
  const add = spans.querySelector("[data-span-add]");
  const rows = () => [...spans.querySelectorAll(".span")];
  const isEmpty = (row) => [...row.querySelectorAll("input")].every((input) => !input.value);
  const blank = rows().at(-1);
  if (blank.querySelector("input").disabled) continue;
  const spare = blank.cloneNode(true);
  const prepare = (row) => {
    const button = row.querySelector("[data-span-remove]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = row.nextElementSibling;
      row.remove();
      (next?.querySelector("input") ?? add).focus();
    });
  };
  const append = () => {
    const row = spare.cloneNode(true);
    for (const input of row.querySelectorAll("input")) {
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+(?=:)/, rows().length + 1));
    }
    prepare(row);
    add.before(row);
    return row;
  };
  for (const row of rows().slice(1)) if (isEmpty(row)) row.remove();
  for (const row of rows()) prepare(row);
  add.hidden = false;
  add.addEventListener("click", () => append().querySelector("input").focus());
}

// A number that belongs to one of several marks chooses it.
for (const number of document.querySelectorAll(".with-number > input")) {
  number.addEventListener("input", () => {
    if (number.value) number.parentElement.querySelector("input[type=radio]").checked = true;
  });
}

// Copy buttons.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
  });
}

// A date field shows a day as the browser's own language writes it. Where that is another form than the pages', ours stands
// above it.
const someDay = new Date(2006, 10, 30).toLocaleDateString(undefined, { day: "2-digit", month: "2-digit", year: "numeric" });
if (someDay !== "30/11/2006") {
  for (const input of document.querySelectorAll("input[type=date]")) {
    const text = document.createElement("span");
    text.className = "small quiet day-text";
    const show = () => {
      const [year, month, day] = input.value.split("-");
      text.textContent = day ? `${day}/${month}/${year}` : "";
    };
    input.after(text);
    input.addEventListener("input", show);
    show();
  }
}

let isLeaving = false;
// A form that is sent once is not sent twice by an impatient hand.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    isLeaving = true;
    setTimeout(() => {
      delete form.dataset.sent;
      isLeaving = false;
    }, 3000);
  });
}

// One tick for all of a page; it shows when not all of them are ticked.
for (const all of document.querySelectorAll("[data-ticks]")) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${all.dataset.ticks}"]`)];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}

// The slash leads to the page's search, as everywhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("[data-search]");
  if (!search || event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Rows by keyboard: j and k go from one to the next, o opens it, the question mark shows all keys. Never while typing.
const keysDialog = document.getElementById("keys");
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => keysDialog.showModal());
}
const isTypingIn = (element) =>
  element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]") !== null;
const rowOf = (element) => element?.closest("main tbody tr, main .card");
const rowLinks = () => [...document.querySelectorAll("main tbody tr, main .card")]
  .map((row) => row.querySelector("a[href]")).filter((link) => link && (link.checkVisibility?.() ?? true));
let lastRow = null;
document.addEventListener("focusin", (event) => {
  lastRow = rowOf(event.target) ?? lastRow;
});
const moveRow = (step) => {
  const links = rowLinks();
  const here = links.findIndex((link) => rowOf(link) === lastRow);
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTypingIn(event.target) || document.querySelector("dialog[open]")) return;
  switch (event.key) {
  case "j": moveRow(1); break;
  case "k": moveRow(-1); break;
  case "o": rowOf(document.activeElement)?.querySelector("a[href]")?.click(); break;
  case "?": keysDialog.showModal(); break;
  default: return;
  }
  event.preventDefault();
});

// A sheet that a link opened closes with Escape.
document.addEventListener("keydown", (event) => {
  const sheet = event.key === "Escape" && document.querySelector(".sheet:target [data-sheet-close]");
  if (!sheet || !sheet.offsetParent) return;
  sheet.click();
  document.querySelector(".sheet-opener").focus();
});

// The trace of a punch beside the list, where the window is wide; its address opens it again.
const side = document.getElementById("side");
const markOpenRow = () => {
  const id = side?.hidden === false ? side.dataset.id : null;
  for (const link of document.querySelectorAll("a[data-side]")) {
    if (link.dataset.side === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};
if (side) {
  const isWide = matchMedia("(min-width: 75rem)");
  const title = side.querySelector("h2");
  const wanted = () => {
    const id = new URL(location.href).searchParams.get("trace");
    return /^\d{1,18}$/.test(id ?? "") ? id : null;
  };
  const addressWith = (id) => {
    const address = new URL(location.href);
    if (id) address.searchParams.set("trace", id);
    else address.searchParams.delete("trace");
    return address;
  };
  let asked = null;
  const show = async (id) => {
    asked = id;
    const page = "/punches/" + id;
    const reply = await fetch(page + "?part=trace").catch(() => null);
    if (asked !== id) return false;
    if (!reply?.ok || reply.redirected) {
      location.assign(page);
      return false;
    }
    const holder = document.createElement("template");
    holder.innerHTML = await reply.text();
    if (asked !== id) return false;
    side.querySelector("[data-side-body]").replaceChildren(holder.content);
    side.querySelector("[data-side-page]").href = page;
    side.dataset.id = id;
    side.hidden = false;
    side.scrollTop = 0;
    markOpenRow();
    return true;
  };
  const close = () => {
    asked = null;
    if (side.hidden) return;
    side.hidden = true;
    markOpenRow();
    document.querySelector(`a[data-side="${side.dataset.id}"]`)?.focus();
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-side]");
    if (!link || !isWide.matches || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    lastRow = rowOf(link);
    const wasOpen = !side.hidden;
    if (!(await show(link.dataset.side))) return;
    const address = addressWith(link.dataset.side);
    if (wasOpen) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    title.focus();
  });
  const leave = () => {
    close();
    history.replaceState(null, "", addressWith(null));
  };
  side.querySelector("[data-side-close]").addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !side.hidden && !document.querySelector("dialog[open]")) leave();
  });
  window.addEventListener("popstate", () => {
    if (wanted()) show(wanted());
    else close();
  });
  if (wanted() && isWide.matches) show(wanted());
  else if (wanted()) location.replace("/punches/" + wanted());
}

// A choice of very many is fetched when somebody comes to it.
for (const select of document.querySelectorAll("select[data-options]")) {
  const fill = async () => {
    const address = select.dataset.options;
    delete select.dataset.options;
    if (!address) return;
    const reply = await fetch(address);
    if (!reply.ok) return;
    const chosen = select.value;
    const any = select.options[0];
    select.replaceChildren(any, ...(await reply.json()).map(({ value, text }) => new Option(text, value)));
    select.value = chosen;
  };
  for (const event of ["focus", "pointerenter"]) select.addEventListener(event, fill);
}

// A choice that changes the page at once.
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Names for the search field while it is typed in.
const person = document.querySelector("input[data-people]");
if (person) {
  let timer = 0;
  person.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (person.value.trim().length < 2) return;
      const reply = await fetch(person.dataset.people + "?q=" + encodeURIComponent(person.value));
      if (!reply.ok) return;
      const list = document.getElementById(person.getAttribute("list"));
      list.replaceChildren(...(await reply.json()).map((name) => {
        const option = document.createElement("option");
        option.value = name;
        return option;
      }));
    }, 200);
  });
}

// Live values. The server sends texts for marked places; a place whose list of parts changed is fetched anew.
const live = document.querySelector("[data-live]");
if (live && window.EventSource) {
  let isFetching = false;

  // Values that nobody renews are greyed, and it is said since when. The server is heard every two seconds.
  const lost = document.getElementById("lost");
  let heardAt = Date.now();
  let wasConnected = false;
  const hear = () => {
    heardAt = Date.now();
    lost.hidden = true;
    document.body.classList.remove("stale");
  };
  setInterval(() => {
    if (Date.now() - heardAt < 4500 || !lost.hidden || isLeaving) return;
    const time = new Date(heardAt).toLocaleTimeString(document.documentElement.lang);
    lost.textContent = lost.dataset.text.replace("{}", time);
    lost.hidden = false;
    document.body.classList.add("stale");
  }, 500);

  const setText = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const showCard = (values) => {
    const card = document.querySelector(`[data-device="${values.id}"]`);
    if (!card) return;
    for (const [name, text] of Object.entries(values.texts)) setText(card.querySelector(`[data-field="${name}"]`), text);
    const state = card.querySelector("[data-field=state]");
    if (state) state.className = "state " + values.tone;
    const bar = card.querySelector("progress");
    if (bar) {
      bar.hidden = !values.isSyncing;
      if (values.share === null) bar.removeAttribute("value");
      else bar.value = values.share;
    }
  };

  const refresh = async () => {
    if (isFetching) return;
    isFetching = true;
    try {
      const address = new URL(location.href);
      address.searchParams.set("part", live.dataset.live);
      const reply = await fetch(address);
      if (!reply.ok) return;
      const known = new Set([...live.querySelectorAll("[data-row]")].map((row) => row.dataset.row));
      const holder = document.createElement("template");
      holder.innerHTML = await reply.text();
      for (const row of holder.content.querySelectorAll("[data-row]")) {
        if (known.size > 0 && !known.has(row.dataset.row)) row.classList.add("fresh");
      }
      // Who stood at a link stands at it again, and what was unfolded stays so.
      const link = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const unfolded = [...live.querySelectorAll("details")].map((details) => details.open);
      live.replaceChildren(holder.content);
      live.querySelectorAll("details").forEach((details, index) => { details.open = unfolded[index] ?? false; });
      if (link) live.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
      markOpenRow();
    } finally {
      isFetching = false;
    }
  };

  // A part that follows one device is fetched anew when a run of it has ended.
  const following = document.querySelector("[data-follows]");
  let knownRun = live.querySelector("[data-run]")?.dataset.run;
  const follow = async (devices) => {
    const values = devices.find((values) => String(values.id) === following.dataset.follows);
    if (!values || String(values.run) === knownRun) return;
    knownRun = String(values.run);
    const reply = await fetch(location.pathname + "?part=runs");
    if (reply.ok) following.innerHTML = await reply.text();
  };

  const watch = (source) => {
    const on = (name, act) => source.addEventListener(name, (event) => {
      hear();
      act?.(event);
    });
    on("beat");
    on("version", (event) => {
      const version = JSON.parse(event.data);
      // After an update the page is made anew, unless somebody is typing in it; once, where two servers differ.
      const isTyping = document.activeElement?.matches("input, select, textarea");
      if (version !== document.documentElement.dataset.version && sessionStorage.version !== version && !isTyping) {
        sessionStorage.version = version;
        location.reload();
      }
      // What came while nobody was there was told to nobody.
      if (wasConnected && (live.dataset.live === "rows" || live.dataset.live === "job")) refresh();
      wasConnected = true;
    });
    on("devices", (event) => {
      const devices = JSON.parse(event.data);
      for (const values of devices) showCard(values);
      if (following) follow(devices);
    });
    on("punches", () => {
      if (live.dataset.live === "rows") refresh();
    });
    on("jobs", () => {
      if (live.dataset.live === "job" || live.querySelector("[data-searching]")) refresh();
    });
    on("cases", showCases);
    // A browser gives up at an answer that is no stream, such as a proxy's while the server starts.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => watch(new EventSource("/live")), 2000);
    });
  };

  const showCases = async (event) => {
    if (live.dataset.live === "desk" && live.dataset.revision !== event.data) {
      live.dataset.revision = event.data;
      await refresh();
    }
    if (live.dataset.live !== "case" || isLeaving) return;
    // What a page of another state offers does not go any more: it is made anew.
    const reply = await fetch(location.pathname + "?part=state");
    if (reply.ok && (await reply.text()).trim() !== live.dataset.state && !isLeaving) location.reload();
  };

  watch(new EventSource("/live"));
}

// A chosen photo goes at once: on a phone that is one tap less.
for (const input of document.querySelectorAll("input[type=file][data-send]")) {
  input.addEventListener("change", () => {
    if (input.files.length) input.form.requestSubmit();
  });
}

// The code of a label is read from the camera's picture, where the browser can; else there is the photo.
const serialOf = (text) => {
  // A label's code has its verification code in it: nothing but the serial goes into the field.
  const lines = text.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
  return lines.length > 1 ? lines[1] : lines[0] ?? "";
};
const scan = async (place) => {
  const find = (name) => place.querySelector(name);
  const [box, video, start, stop] = [".scanner", "video", "[data-scan-start]", "[data-scan-stop]"].map(find);
  const known = await BarcodeDetector.getSupportedFormats();
  const formats = ["qr_code", "code_128"].filter((format) => known.includes(format));
  if (!formats.length) return;
  const detector = new BarcodeDetector({ formats });
  let stream = null;
  const end = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    box.hidden = true;
    start.hidden = false;
  };
  const look = async () => {
    if (!stream) return;
    const codes = await detector.detect(video).catch(() => []);
    const serial = codes.map((code) => serialOf(code.rawValue)).find((text) => /^[A-Za-z0-9/-]*[A-Z0-9]{9}$/.test(text));
    if (!serial) return setTimeout(look, 200);
    end();
    const field = document.getElementById(place.dataset.scan);
    field.value = serial;
    find("[data-scan-done]").hidden = false;
    field.focus();
  };
  start.addEventListener("click", async () => {
    start.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      box.hidden = false;
      start.hidden = true;
      await video.play();
      look();
    } catch {
      end();
      find("[data-scan-failed]").hidden = false;
    }
    start.disabled = false;
  });
  stop.addEventListener("click", end);
  place.hidden = false;
};
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  for (const place of document.querySelectorAll("[data-scan]")) scan(place);
}

// Deadlines count down.
const showCountdowns = () => {
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const seconds = Math.round((Number(element.dataset.countdown) - Date.now()) / 1000);
    const rest = Math.abs(seconds);
    const days = Math.floor(rest / 86400);
    const clock = [Math.floor(rest / 3600) % 24, Math.floor(rest / 60) % 60, rest % 60]
      .map((part) => String(part).padStart(2, "0")).join(":");
    element.textContent = (seconds < 0 ? element.dataset.over : element.dataset.left) + " " + (days ? days + " d " : "") + clock;
  }
};
if (document.querySelector("[data-countdown], [data-live=desk]")) {
  showCountdowns();
  setInterval(showCountdowns, 1000);
}

// Notices on this phone or computer.
const pushButton = document.querySelector("[data-push-key]");
if (pushButton && "serviceWorker" in navigator && "PushManager" in window) {
  pushButton.hidden = false;
  pushButton.addEventListener("click", async () => {
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    const text = pushButton.dataset.pushKey.replace(/-/g, "+").replace(/_/g, "/");
    const key = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    try {
      const subscription = (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
      const body = new URLSearchParams({
        _token: pushButton.dataset.token, endpoint: subscription.endpoint, p256dh: subscription.keys.p256dh, auth: subscription.keys.auth,
      });
      const reply = await fetch("/notices/push", { method: "POST", body });
      pushButton.textContent = reply.ok ? pushButton.dataset.done : pushButton.dataset.failed;
    } catch {
      pushButton.textContent = pushButton.dataset.failed;
    }
  });
}
