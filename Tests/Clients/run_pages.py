"""The pages in a real browser: headless Chromium by Selenium. Usage: run_pages.py PATH-TO-gemini-proxy [FOLDER-FOR-SCREENSHOTS]

The demo's simulator stands for Google. A screenshot is taken of every page in both languages, both themes, on a desktop and
on a phone; none may be wider than its window, and none may make the browser complain.
"""

import base64
import contextlib
import json
import os
import sys
import tempfile
import urllib.request

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

import demo
import first_day

SIZES = {"desktop": (1280, 900), "phone": (375, 812)}
# What `Accept-Language` says, and what a page in it has.
LANGUAGES = {"en": "en", "zh-CN": "zh-CN"}
KEY = "gp-0123456789abcdef0123456789abcdef"
# In seconds.
PATIENCE = 30


class Browser:
    def __init__(self, screenshots):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # The sandbox does not start for root, which test machines run as.
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService("/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.screenshots = screenshots

    def dress(self, language="en", dark=False, size="desktop", remote=False):
        """What the visitor prefers; a remote one comes by a reverse proxy."""
        headers = {"Accept-Language": language}
        if remote:
            headers["X-Forwarded-For"] = "203.0.113.7"
        self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": headers})
        width, height = SIZES[size]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def open(self, url):
        self.driver.get(url)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector).text

    def wait(self, what, condition):
        WebDriverWait(self.driver, PATIENCE, 0.1).until(lambda _: condition(), what)

    def fits(self, name):
        """Nothing is beyond the window's edge."""
        wide, window = self.driver.execute_script(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= window, f"{name} is {wide} wide in a window of {window}"

    def shoot(self, name):
        self.fits(name)
        if self.screenshots:
            height = self.driver.execute_script("return document.documentElement.scrollHeight")
            image = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": self.find("html").size["width"], "height": height, "scale": 1}})
            with open(os.path.join(self.screenshots, name + ".png"), "wb") as file:
                file.write(base64.b64decode(image["data"]))

    def stayed_quiet(self, *expected):
        """The browser has logged nothing, such as what the policy forbade, but answers with these statuses."""
        complaints = [entry["message"] for entry in self.driver.get_log("browser")
                      if not any(f"status of {status} " in entry["message"] for status in expected)]
        assert not complaints, complaints


@contextlib.contextmanager
def serving(binary, google, settings):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
            json.dump(settings, file)
        served = first_day.Served(binary, folder, google)
        try:
            yield served
        finally:
            served.stop()


def everywhere(browser, name, url, ready, remote=False):
    """Shows a page in every dress."""
    for language in LANGUAGES:
        for dark in [False, True]:
            for size in SIZES:
                browser.dress(language, dark, size, remote)
                browser.open(url)
                browser.wait(f"{name} to be there", ready)
                assert browser.find("html").get_attribute("lang") == LANGUAGES[language]
                browser.shoot("-".join([name, language, "dark" if dark else "light", size]))


def everyhow(browser, name, language):
    """Shows the page that is open in both themes, wide and narrow: one that cannot be opened a second time."""
    for dark in [False, True]:
        for size in SIZES:
            browser.dress(language, dark, size)
            browser.shoot("-".join([name, language, "dark" if dark else "light", size]))


def sign_in_pages(browser, binary, google):
    """From the page that asks for a sign-in to the one that tells of its success, in every dress."""
    with serving(binary, google, {"api_keys": [KEY]}) as served:
        browser.dress()
        browser.open(served.base_url + "/")
        browser.wait("the advice to sign in", lambda: "Sign in with Google" in browser.text("#advice"))
        assert browser.text("#state") == "Sign-in needed"
        browser.find("#advice a").click()
        browser.wait("the sign-in page", lambda: browser.text("h1") == "Sign in with Google")
        everywhere(browser, "sign-in", served.base_url + "/auth/login", lambda: browser.find("a.button").is_displayed())
        everywhere(browser, "sign-in-lapsed", served.base_url + "/auth/callback?state=unknown&code=x",
                   lambda: browser.find("blockquote").is_displayed())
        browser.dress()
        browser.open(served.base_url + "/auth/login")
        # By keyboard: the first thing to reach is the way to Google.
        browser.find("body").send_keys(Keys.TAB)
        browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
        browser.wait("the success", lambda: browser.text("h1") == "You are signed in")
        everyhow(browser, "signed-in", "en")
        everywhere(browser, "already", served.base_url + "/auth/login", lambda: browser.find(".badge.good").is_displayed())
        browser.dress()
        browser.open(served.base_url + "/")
        browser.wait("the status", lambda: browser.text("#state") == "Ready")
        assert "licensed@example.com" in browser.text("#accounts"), browser.text("#accounts")
    with serving(binary, google, {"api_keys": [KEY]}) as served:
        browser.dress("zh-CN")
        browser.open(served.base_url + "/auth/login")
        browser.find("a.button").click()
        browser.wait("the success in Chinese", lambda: "licensed@example.com" in browser.text("main"))
        everyhow(browser, "signed-in", "zh-CN")
        browser.dress()
    browser.stayed_quiet(400, 403)


def status_of_a_stranger(browser, served):
    """Without the key nothing is told; with it, everything but whose account it is, and the key stays in memory."""
    everywhere(browser, "locked", served.base_url + "/", lambda: browser.find("#key").is_displayed(), remote=True)
    browser.dress(remote=True)
    browser.open(served.base_url + "/")
    browser.wait("the field for the key", lambda: browser.find("#key").is_displayed())
    assert browser.text("#state") == "Locked" and not browser.find("#facts").is_displayed()
    assert browser.driver.switch_to.active_element.get_attribute("id") == "key", "the field has no focus"
    browser.driver.switch_to.active_element.send_keys("gp-wrong", Keys.ENTER)
    browser.wait("the complaint", lambda: browser.find("#key-problem").is_displayed())
    browser.find("#key").send_keys(KEY, Keys.ENTER)
    browser.wait("the status", lambda: browser.text("#state") == "Ready")
    assert not browser.find("#key-form").is_displayed()
    assert "licensed@example.com" not in browser.driver.page_source
    assert KEY not in browser.driver.page_source, "the key is in the page"
    stored = browser.driver.execute_script("return [localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""], stored
    asks(browser)
    browser.driver.refresh()
    browser.wait("the field for the key", lambda: browser.find("#key").is_displayed())
    browser.stayed_quiet(401, 429)


def asks(browser):
    """A model is asked, an answer is stopped, and a failure is told."""
    choose = Select(browser.find("#model"))
    assert len(choose.options) > 3 and "flash" in choose.first_selected_option.text
    prompt = browser.find("#prompt")
    prompt.clear()
    prompt.send_keys("Repeat: one two three")
    prompt.send_keys(Keys.TAB, Keys.ENTER)
    browser.wait("the answer", lambda: browser.find("#timing").is_displayed())
    assert "one two three" in browser.text("#answer"), browser.text("#answer")
    assert "tokens in" in browser.text("#timing"), browser.text("#timing")
    browser.shoot("asked")
    another = {"slow": "sim-slow-start", "broken": "sim-rate-limit-400s"}
    browser.driver.execute_script(
        "for (const name of arguments) document.getElementById('model').add(new Option(name))", *another.values())
    choose.select_by_visible_text(another["broken"])
    browser.find("#send").click()
    browser.wait("the failure", lambda: "bad" in browser.find("#answer").get_attribute("class"))
    assert len(browser.text("#answer")) > 20, browser.text("#answer")
    choose.select_by_visible_text(another["slow"])
    prompt.clear()
    prompt.send_keys("Repeat: slowly")
    browser.find("#send").click()
    browser.wait("the way to stop it", lambda: browser.find("#stop").is_enabled())
    browser.find("#stop").click()
    browser.wait("the stop", lambda: "(stopped)" in browser.text("#answer"))
    assert browser.find("#send").is_enabled()


def status_at_the_machine(browser, binary, google, served):
    """People at the machine itself see it at once, whose accounts there are too; models want the key nevertheless."""
    everywhere(browser, "status", served.base_url + "/", lambda: browser.find("#accounts progress").is_displayed())
    browser.dress()
    browser.open(served.base_url + "/")
    browser.wait("the status", lambda: browser.text("#state") == "Ready")
    assert browser.find("#key").is_displayed() and not browser.find("#trial").is_displayed()
    browser.find("#key").send_keys(KEY, Keys.ENTER)
    browser.wait("the box", lambda: browser.find("#trial").is_displayed())
    asks(browser)
    browser.find("#models button").click()
    assert browser.driver.switch_to.active_element.get_attribute("id") == "prompt"
    settings = browser.text("#settings")
    assert served.base_url + "/v1" in settings and "••••" in settings and KEY not in settings, settings
    browser.find("#settings button").click()
    browser.wait("the copy", lambda: browser.text("#copied") != "")
    # What is the same is not replaced: a selection would be lost.
    browser.driver.execute_script("document.querySelector('#accounts .card').dataset.kept = 'yes'")
    before = browser.driver.execute_script("return performance.getEntriesByName(arguments[0]).length",
                                           served.base_url + "/status.json")
    browser.wait("another look", lambda: browser.driver.execute_script(
        "return performance.getEntriesByName(arguments[0]).length", served.base_url + "/status.json") > before)
    assert browser.find("#accounts .card").get_attribute("data-kept") == "yes"
    browser.find(".language").click()
    browser.wait("Chinese", lambda: browser.text("#state") == "就绪")
    browser.stayed_quiet(429)
    served.stop()
    browser.wait("the end to be noticed", lambda: browser.text("#state") == "代理没有回应")


def without_scripts(served):
    """Whoever is no browser gets words, and the page itself has no script inside."""
    with urllib.request.urlopen(served.base_url + "/", timeout=PATIENCE) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain") and b"/v1/messages" in answer.read()
    request = urllib.request.Request(served.base_url + "/", headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self'" in policy, policy
    assert page.count("<script") == 1 and 'style="' not in page and " on" + "click" not in page


def main():
    binary = os.path.abspath(sys.argv[1])
    screenshots = sys.argv[2] if len(sys.argv) > 2 else None
    if screenshots:
        os.makedirs(screenshots, exist_ok=True)
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    process, _, _, google = demo.start(binary)
    browser = Browser(screenshots)
    try:
        sign_in_pages(browser, binary, google)
        print("ok   the pages of the sign-in, from status to success by keyboard", flush=True)
        with serving(binary, google, {"api_keys": [KEY]}) as served:
            first_day.sign_in(served.find(r"(http://\S+/auth/login\?ticket=\w+)"))
            without_scripts(served)
            status_of_a_stranger(browser, served)
            print("ok   the status behind a key", flush=True)
            status_at_the_machine(browser, binary, google, served)
            print("ok   the status at the machine itself, a model asked, the end noticed", flush=True)
    except BaseException:
        print(browser.driver.current_url, browser.driver.page_source[-6000:], browser.driver.get_log("browser"), sep="\n")
        raise
    finally:
        browser.driver.quit()
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
