"""Opens a pack's verify.html in Chromium, from disk, and gives it zips and folders to check.

usage: check_page.py PACK.zip FOLDER

FOLDER is the pack unpacked. Besides the intact ones it is given copies with a file changed, one too few and one too many;
and nothing of it may reach the network.
"""

import pathlib
import shutil
import sys
import tempfile
import zipfile

from playwright.sync_api import sync_playwright

zip_path, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
work = pathlib.Path(tempfile.mkdtemp())
requests = []


def rezipped(name, change):
    """The zip written anew with its files changed; the page reads any order and date."""
    target = work / name
    with zipfile.ZipFile(zip_path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        files = {entry: old.read(entry) for entry in old.namelist()}
        root = old.namelist()[0].split("/")[0]
        change(files, root + "/")
        for entry, content in files.items():
            new.writestr(entry, content)
    return target


def copied(name, change):
    target = work / name
    shutil.copytree(folder, target)
    change(target)
    return target


def check(tab, field, chosen, *expected):
    """Chooses a file or folder and waits for the answer, which must hold every expected text."""
    tab.goto((folder / "verify.html").as_uri())
    tab.locator("#" + field).set_input_files(str(chosen))
    tab.wait_for_selector("#result h2", timeout=60000)
    said = tab.locator("#result").inner_text()
    good = all(text in said for text in expected)
    print(f"{'ok' if good else f'NOT {expected}'}  {field} {chosen.name}: {said.strip().splitlines()[0]}")
    return good


def alter(files, root):
    files[root + "decisions.json"] = files[root + "decisions.json"].replace(b"fail", b"pass", 1)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    tab = browser.new_page()
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto((folder / "verify.html").as_uri())
    labelled = "finds damage, not forgery" in tab.locator("main").inner_text()
    junk = work / "junk.zip"
    junk.write_bytes(b"not a zip")
    changed, dropped, added = "was changed", "is missing", "is not listed"
    results = [
        labelled,
        check(tab, "zip", zip_path, "No damage found", "no proof of who made them"),
        check(tab, "folder", folder, "No damage found", "no proof of who made them"),
        check(tab, "zip", rezipped("changed.zip", alter), "Damaged", "decisions.json " + changed),
        check(tab, "zip", rezipped("dropped.zip", lambda f, r: f.pop(r + "metrics.json")), "metrics.json " + dropped),
        check(tab, "zip", rezipped("added.zip", lambda f, r: f.update({r + "extra.txt": b"x"})), "extra.txt " + added),
        check(tab, "folder", copied("changed", lambda d: (d / "README.txt").write_text("x")), "README.txt " + changed),
        check(tab, "folder", copied("dropped", lambda d: (d / "index.html").unlink()), "index.html " + dropped),
        check(tab, "folder", copied("added", lambda d: (d / "extra.txt").write_text("x")), "extra.txt " + added),
        check(tab, "zip", junk, "Cannot be checked"),
    ]
    browser.close()
shutil.rmtree(work)
foreign = [url for url in requests if not url.startswith(("file:", "blob:", "data:"))]
if foreign or not all(results):
    sys.exit(f"verify.html: {results.count(False)} answers are wrong; asked the network for {foreign}")
print("verify.html: every answer is right, and nothing left the machine")
