/* The chat page with script: replies come without a reload, are read out politely, and the focus stays where it was. Without script forms do it all. */
"use strict";
(() => {
  const body = document.body, form = document.getElementById("ask"), talk = document.getElementById("talk");

  /* Leaving: nothing of the page stays to be seen, and nothing to come back to. */
  const leave = () => {
    const link = document.getElementById("leave");
    if (!link) return;
    document.title = "";
    body.hidden = true;
    for (const frame of [window.top, window]) {
      try { frame.location.replace(link.href); return; } catch { /* the page around us does not let us: then this frame alone */ }
    }
  };
  const waysOut = () => {
    const link = document.getElementById("leave");
    if (!link || link.dataset.ready) return;
    link.dataset.ready = "1";
    link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
    for (const how of document.querySelectorAll("#danger .how")) how.hidden = false;
  };
  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { shifts = []; return; }
    if (event.repeat) return;
    const now = Date.now();
    shifts = [...shifts.filter((time) => now - time < 5000), now];
    if (shifts.length >= 3) leave();
  });

  /* Reading aloud, where the browser has a voice. */
  const voice = window.speechSynthesis;
  const aloud = (words) => {
    if (!voice || !window.SpeechSynthesisUtterance || words.dataset.aloud) return;
    words.dataset.aloud = "1";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = body.dataset.listen;
    let reading = false;
    const quiet = () => { reading = false; button.textContent = body.dataset.listen; };
    button.addEventListener("click", () => {
      voice.cancel();
      if (reading) { quiet(); return; }
      reading = true;
      button.textContent = body.dataset.quiet;
      const all = words.closest(".hello") ? document.querySelectorAll(".hello :is(p:not(.aloud), li)") : words.querySelectorAll("h2, h3, h4, p, li");
      const pieces = [...all].filter((piece) => !piece.querySelector("p, li"));
      pieces.forEach((piece, place) => {
        const said = new SpeechSynthesisUtterance(piece.textContent);
        said.lang = piece.closest("[lang]").lang === "en" ? "en-GB" : piece.closest("[lang]").lang;
        if (place === pieces.length - 1) said.onend = quiet;
        voice.speak(said);
      });
    });
    const row = document.createElement("p");
    row.className = "aloud";
    row.append(button);
    words.after(row);
  };
  const dress = () => { waysOut(); document.querySelectorAll(".words").forEach(aloud); };
  dress();
  window.addEventListener("pagehide", () => voice && voice.cancel());

  const answer = document.querySelector(".answer");
  if (answer) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second aloud";
    button.textContent = body.dataset.print;
    button.addEventListener("click", () => window.print());
    answer.append(button);
  }
  if (!form || !talk) return;

  /* Asking without a reload. */
  const text = document.getElementById("text"), waiting = document.getElementById("waiting");
  let busy = false;
  const tell = (node) => { const alert = document.getElementById("alert"); alert.replaceChildren(...node); };
  const show = (page) => {
    document.getElementById("new")?.removeAttribute("id");
    document.getElementById("danger").replaceWith(page.getElementById("danger"));
    const turn = page.querySelector(".turn");
    const pressedThere = document.activeElement?.closest(".hello");
    if (turn) {
      document.querySelectorAll(".hello").forEach((hello) => hello.remove());
      talk.append(turn);
      document.getElementById("again").hidden = false;
      if (pressedThere) turn.focus({ preventScroll: true }); /* the button that had the focus is gone */
    }
    tell(page.querySelectorAll("#alert > *"));
    form.elements.state.value = page.querySelector("[name=state]").value;
    dress();
    const card = document.querySelector(".danger#new");
    if (card) { card.focus(); card.scrollIntoView({ block: "start" }); } else if (turn) turn.scrollIntoView({ block: "start" });
    return Boolean(turn);
  };
  const send = async (button) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.append("part", "1");
    if (button) fields.append(button.name, button.value);
    const asked = !button || !["press", "example"].includes(button.name);
    busy = true;
    form.setAttribute("aria-busy", "true");
    waiting.textContent = body.dataset.waiting;
    try {
      const response = await fetch("/", { method: "POST", body: fields, credentials: "omit", redirect: "error" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!page.getElementById("danger")) throw new Error("no page of ours");
      if (show(page) && asked) text.value = "";
    } catch {
      const told = document.createElement("div");
      told.className = "alert";
      told.textContent = body.dataset.broken;
      tell([told]);
    }
    busy = false;
    form.removeAttribute("aria-busy");
    waiting.textContent = "";
  };
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && (["file", "lang"].includes(button.name) || (button.name === "do" && button.value !== "send"))) return;
    event.preventDefault();
    if (!busy) send(button);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(hover: hover)").matches) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[value=send]"));
  });
})();
