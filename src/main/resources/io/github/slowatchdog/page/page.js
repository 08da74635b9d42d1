// Puts the newer page in the place of the older one. The server renders; nothing is rendered here a second time.
// A page that shows what was true a while ago as if it were true now is worse than none: so its age is always counted,
// and a lost connection is said in words.
(() => {
  "use strict";

  const AT_MOST_EVERY = 1000;
  const ASK_AFTER = 5000;
  const ASK_AGAIN_AFTER = 2000;
  const ANSWER_WITHIN = 8000;
  const RECONNECT_AFTER = 5000;

  const root = document.documentElement.dataset.root || "";
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");

  // ---- how old what is shown is

  let fetchedAt = performance.now();
  let agedAtFetch = 0;
  let shownUntil = Date.now();
  let lostSince = null;
  let live = null; // until the first event has come, or none can

  const clock = (millis) => new Date(millis).toISOString().slice(11, 19) + " +00:00";
  const length = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const parts = [[3600, "h"], [60, "m"], [1, "s"]];
    let rest = whole;
    const text = parts.map(([size, unit]) => {
      const count = Math.floor(rest / size);
      rest %= size;
      return count ? count + unit : "";
    }).join("");
    return text || "0s";
  };

  const age = () => agedAtFetch + (performance.now() - fetchedAt) / 1000;

  function readAge() {
    agedAtFetch = Number(byId("age").dataset.seconds);
    fetchedAt = performance.now();
    shownUntil = Date.now();
  }

  function say(id, text) {
    const place = byId(id);
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }

  function tellAge() {
    const seconds = age();
    say("age", length(seconds) + " old");
    const lost = lostSince !== null;
    document.documentElement.classList.toggle("stale", lost);
    const banner = byId("lost");
    banner.hidden = !lost;
    if (lost) {
      // the time is said once; what counts on is beside it, so that it is not read out each second
      say("lost", "Connection lost since " + clock(lostSince) + ". What is shown is of before. Trying again.");
    } else if (banner.textContent) {
      banner.textContent = "";
    }
    const link = byId("link");
    say("link", lost ? "✕ lost" : live ? "● live" : live === null ? "○ connecting" : "○ asks every " + ASK_AFTER / 1000 + " s");
    link.className = "badge needs-script " + (lost ? "bad" : live ? "good" : "calm");
  }

  // ---- one document into another: what has not changed stays the same node, with focus, selection and what is open

  const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id : "");

  function likeness(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
  }

  function attributes(from, to) {
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value) {
        from.setAttribute(name, value);
      }
    }
    for (const { name } of [...from.attributes]) {
      const openedByReader = name === "open" && from.nodeName === "DETAILS";
      if (!to.hasAttribute(name) && !openedByReader) {
        from.removeAttribute(name);
      }
    }
  }

  function morph(from, to) {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.nodeValue !== to.nodeValue) {
        from.nodeValue = to.nodeValue;
      }
      return;
    }
    if (from.hasAttribute("data-keep") || from.nodeName === "NOSCRIPT") {
      return;
    }
    attributes(from, to);
    const named = new Map();
    for (const child of from.children) {
      if (child.id) {
        named.set(child.id, child);
      }
    }
    let place = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      const key = keyOf(wanted);
      let kept = key ? named.get(key) : null;
      if (!kept && place && !key && likeness(place, wanted)) {
        kept = place;
      }
      if (kept && likeness(kept, wanted)) {
        if (kept === place) {
          place = place.nextSibling;
        } else {
          from.insertBefore(kept, place);
        }
        morph(kept, wanted);
      } else {
        from.insertBefore(document.importNode(wanted, true), place);
      }
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  function show(html) {
    const next = new DOMParser().parseFromString(html, "text/html");
    if (!next.getElementById("age")) {
      throw new Error("not a page of slo-watchdog");
    }
    const focused = document.activeElement;
    morph(document.body, next.body);
    document.title = next.title;
    const icon = next.getElementById("icon").getAttribute("href");
    if (byId("icon").getAttribute("href") !== icon) {
      byId("icon").setAttribute("href", icon);
    }
    // a row that has moved has lost it on the way
    if (focused && focused !== document.activeElement && focused.isConnected && focused !== document.body) {
      focused.focus({ preventScroll: true });
    }
    readAge();
  }

  // ---- asking

  let asking = false;
  let askAgain = false;
  let askedAt = performance.now();

  async function ask() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askedAt = performance.now();
    try {
      const answer = await fetch(location.pathname + location.search, {
        cache: "no-store",
        credentials: "same-origin",
        headers: { Accept: "text/html" },
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      if (!(answer.headers.get("Content-Type") || "").startsWith("text/html")) {
        throw new Error("answered with " + answer.status);
      }
      show(await answer.text());
      lostSince = null;
    } catch (e) {
      if (lostSince === null) {
        lostSince = shownUntil;
      }
    } finally {
      asking = false;
      tellAge();
      if (askAgain) {
        askAgain = false;
        setTimeout(ask, Math.max(0, AT_MOST_EVERY - (performance.now() - askedAt)));
      }
    }
  }

  let wanted = null;

  function askSoon() {
    if (wanted === null) {
      wanted = setTimeout(() => {
        wanted = null;
        ask();
      }, Math.max(0, AT_MOST_EVERY - (performance.now() - askedAt)));
    }
  }

  function listen() {
    const events = new EventSource(root + "api/v1/events");
    events.addEventListener("status", () => {
      live = true;
      askSoon();
    });
    events.onerror = () => {
      live = false;
      ask();
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(listen, RECONNECT_AFTER);
      }
    };
  }

  setInterval(() => {
    const silent = performance.now() - askedAt;
    if (silent > (lostSince === null ? ASK_AFTER : ASK_AGAIN_AFTER)) {
      ask();
    }
    tellAge();
  }, 1000);

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      ask();
    }
  });

  // ---- orders: asked once more, then sent with the token that was typed, which is kept nowhere else

  function answer(text, bad) {
    const place = byId("answer");
    place.hidden = false;
    place.classList.toggle("bad", bad);
    place.textContent = text;
    place.scrollIntoView({ block: "nearest" });
  }

  const field = (form, name) => form.querySelector(`[data-field="${name}"]`);

  /** A header is bytes; the token may be any text. */
  const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

  function confirmed(form, body) {
    const dialog = byId("confirm");
    byId("question").textContent = form.dataset.question;
    byId("said-so").textContent = "By " + body.by + ": " + body.reason + (body.force ? " Forced, which is recorded." : "");
    byId("yes").textContent = form.dataset.yes;
    dialog.returnValue = "";
    dialog.showModal();
    byId("no").focus();
    return new Promise((resolve) => {
      byId("yes").onclick = () => dialog.close("yes");
      byId("no").onclick = () => dialog.close("no");
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
  }

  function words(status, told) {
    const error = told.error || {};
    if (status === 200 && told.stopped) {
      return (told.already ? "It was stopped already, by order " : "The flag says stop: order ") + told.order.id + ".";
    }
    if (status === 200 && told.released) {
      return "Released: order " + told.order + " by " + told.by + (told.forced ? ", forced" : "")
        + ". The bot stays as the stop left it; going live again is your own act.";
    }
    const what = {
      401: "Not done: the token is wrong.",
      403: "Not done: orders over HTTP are off, or must not come from this page.",
      409: "Refused.",
      429: "Not done: too many orders at once. Send it again.",
      503: "It is not known that it was done. Look at the first line, and send it again.",
    }[status] || "Not done, status " + status + ".";
    return what + (error.message ? " " + error.message : "");
  }

  async function send(form) {
    const body = { by: field(form, "by").value.trim(), reason: field(form, "reason").value.trim() };
    if (form.dataset.order) {
      body.order = form.dataset.order;
      body.force = field(form, "force").checked;
    }
    if (!(await confirmed(form, body))) {
      return;
    }
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const reply = await fetch(root + form.dataset.sends, {
        method: "POST",
        cache: "no-store",
        credentials: "omit",
        headers: {
          "Accept": "application/json",
          "Authorization": "Bearer " + bytes(field(form, "token").value),
          "Content-Type": "application/json",
        },
        body: JSON.stringify(body),
      });
      const told = await reply.json().catch(() => ({}));
      answer(words(reply.status, told), reply.status !== 200);
    } catch (e) {
      answer("No answer came, so it is not known whether it was done. Look at the first line.", true);
    } finally {
      button.disabled = false;
      ask();
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sends) {
      event.preventDefault();
      send(event.target);
    }
  });

  // ---- copying a command

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) {
      return;
    }
    const text = byId(button.dataset.copies);
    getSelection().selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch (e) {
      button.textContent = "Selected";
    }
  });

  readAge();
  tellAge();
  listen();
})();
