/**
 * What a browser with JavaScript adds: answers arrive by themselves, replies can be heard, letters and
 * colours change in place. Without it, every form and link still works.
 */
(() => {
  const SILENCE_MS = 50_000; // Two heartbeats missed: the line is dead although nobody said so.
  const RETRY_MS = 3000;
  const SAME_TURN_MS = 1000;
  const log = document.getElementById("log");
  const status = document.getElementById("status");
  const fault = document.getElementById("fault");
  const box = document.getElementById("text");

  changeLookInPlace();
  if (log !== null) {
    letRepliesBeHeard();
    if ("EventSource" in window && "fetch" in window) {
      keepConnected();
      document.addEventListener("submit", onSubmit);
    }
    if (location.hash === "") showLatest();
  }

  // --- The conversation -------------------------------------------------------------------------------

  function keepConnected() {
    let source;
    let lastSign = Date.now();
    let waiting = status.textContent === status.dataset.waiting;

    function sign() {
      lastSign = Date.now();
      setText(status, waiting ? status.dataset.waiting : "");
    }

    function connect() {
      source?.close();
      lastSign = Date.now();
      const last = log.lastElementChild?.dataset.utterance;
      source = new EventSource(last === undefined ? "/events" : `/events?after=${encodeURIComponent(last)}`);
      source.addEventListener("beat", sign);
      source.addEventListener("said", (event) => {
        sign();
        addUtterance(event.data);
      });
      source.addEventListener("changed", (event) => {
        sign();
        changeUtterance(event.data);
      });
      source.addEventListener("waiting", (event) => {
        waiting = event.data === "yes";
        sign();
      });
      source.addEventListener("stranger", () => {
        setText(status, status.dataset.stranger);
        source.close();
        lastSign = Number.POSITIVE_INFINITY;
      });
      source.addEventListener("error", () => {
        setText(status, status.dataset.disconnected);
        // The browser retries a broken line by itself, a refused one never.
        if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
      });
    }

    function connectIfSilent() {
      if (Date.now() - lastSign > SILENCE_MS) connect();
    }

    connect();
    setInterval(connectIfSilent, RETRY_MS);
    window.addEventListener("online", connect);
    window.addEventListener("pagehide", () => source.close());
    window.addEventListener("pageshow", (event) => event.persisted && connect());
  }

  function elementOf(markup) {
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    return holder.content.firstElementChild;
  }

  // Corrected or taken back: it stands where it stood.
  function changeUtterance(markup) {
    const said = elementOf(markup);
    const old = said === null ? null : document.getElementById(said.id);
    // The same words again would have a screen reader say them again.
    if (old === null || old.textContent === said.textContent) return;
    const focused = old.contains(document.activeElement);
    old.replaceWith(said);
    if (focused) log.focus({ preventScroll: true });
    showListenButtons();
  }

  function addUtterance(markup) {
    const said = elementOf(markup);
    // A line that broke may bring what is here already.
    if (said === null || document.getElementById(said.id) !== null) return;
    const welcome = document.getElementById("welcome");
    if (welcome?.contains(document.activeElement)) log.focus({ preventScroll: true });
    welcome?.remove();
    log.append(said);
    showListenButtons();
    // Nothing takes the box away from whoever is writing in it.
    if (document.activeElement === box && box.value !== "") return;
    if (firstOfTurn(said) !== said) return;
    said.scrollIntoView({ block: said.classList.contains("person") ? "center" : "start" });
  }

  // The last answer with its question above it, or what came unasked.
  function showLatest() {
    if (log.lastElementChild === null) return;
    const last = firstOfTurn(log.lastElementChild);
    const before = last.previousElementSibling;
    const answers = last.matches(".assistant") && before?.matches(".person");
    (answers ? before : last).scrollIntoView({ block: "start" });
  }

  // Several replies to one question are read from the first.
  function firstOfTurn(said) {
    let first = said;
    for (;;) {
      const before = first.previousElementSibling;
      if (!before?.matches(".assistant") || first.dataset.at - before.dataset.at > SAME_TURN_MS) return first;
      first = before;
    }
  }

  async function onSubmit(event) {
    const form = event.target;
    if (!form.matches("[data-say]")) return;
    // Safari before 15.4 does not tell which button was pressed; the form itself knows.
    if (event.submitter === undefined && !form.contains(box)) return;
    event.preventDefault();
    // One tap too many of a trembling hand is no second message.
    if (document.querySelector("[data-say][aria-busy]") !== null) return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, value);
    const pressed = event.submitter;
    if (pressed?.name) fields.append(pressed.name, pressed.value);
    form.setAttribute("aria-busy", "true");
    try {
      await say(form, fields);
    } catch {
      showFault(fault.dataset.notSent);
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  async function say(form, fields) {
    const response = await fetch("/say", {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
    });
    const answer = await response.json();
    if (!answer.ok) return showFault(answer.fault);
    showFault("");
    for (const field of document.querySelectorAll("[data-say] input[name=id]")) field.value = answer.nextId;
    if (form.contains(box)) {
      // Only what was sent goes: more may have been written meanwhile.
      if (box.value === fields.get("text")) box.value = "";
      forgetCode();
      // Puts the phone's keyboard away, which covers the answer.
      if (document.activeElement === box) box.blur();
    }
    // A reply that came over another conversation's line cannot arrive here.
    if (answer.newChat) location.reload();
  }

  // The card's code, or the door's, is used: neither the note nor a reload may offer it again.
  function forgetCode() {
    document.getElementById("notice")?.remove();
    if (location.search !== "") history.replaceState(null, "", location.pathname);
  }

  function showFault(words) {
    setText(fault, words);
    if (words === "") box.removeAttribute("aria-invalid");
    else {
      box.setAttribute("aria-invalid", "true");
      fault.scrollIntoView({ block: "nearest" });
    }
  }

  function setText(element, words) {
    // Writing the same words again would have a screen reader say them again.
    if (element.textContent !== words) element.textContent = words;
  }

  // --- Hearing ----------------------------------------------------------------------------------------

  function letRepliesBeHeard() {
    if (window.speechSynthesis === undefined) return;
    showListenButtons();
    log.addEventListener("click", (event) => {
      const button = event.target.closest("[data-listen]");
      if (button === null) return;
      const speaking = button.dataset.speaking === "yes";
      hush();
      if (!speaking) speak(button);
    });
    window.addEventListener("pagehide", hush);
  }

  function showListenButtons() {
    if (window.speechSynthesis === undefined) return;
    for (const button of log.querySelectorAll("[data-listen][hidden]")) {
      button.dataset.start = button.textContent;
      button.hidden = false;
    }
  }

  function hush() {
    speechSynthesis.cancel();
    for (const button of log.querySelectorAll("[data-speaking]")) {
      delete button.dataset.speaking;
      button.textContent = button.dataset.start;
    }
  }

  function speak(button) {
    const parts = button
      .closest(".assistant")
      .querySelectorAll(".reply .words, .reply .source, .reply .note");
    // Sentence by sentence: Chrome falls silent in utterances of more than about 15 seconds.
    const sentences = [...parts].flatMap(
      (part) => part.textContent.match(/[^。？！；\n]+[。？！；]?/g) ?? [],
    );
    if (sentences.length === 0) return;
    button.dataset.speaking = "yes";
    button.textContent = button.dataset.stop;
    sentences.forEach((sentence, index) => {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.lang = "zh-CN";
      spoken.rate = 0.85;
      if (index === sentences.length - 1) spoken.onend = () => button.dataset.speaking && hush();
      speechSynthesis.speak(spoken);
    });
  }

  // --- Letters and colours ----------------------------------------------------------------------------

  function changeLookInPlace() {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-look]");
      if (!link || event.ctrlKey || event.metaKey || !("fetch" in window)) return;
      event.preventDefault();
      const { look, value } = link.dataset;
      document.documentElement.dataset[look] = value;
      for (const other of document.querySelectorAll(`a[data-look="${look}"]`))
        other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      fetch(link.href, { redirect: "manual" }).catch(() => {
        // Only the remembering failed; the page already looks as wished.
      });
    });
  }
})();
