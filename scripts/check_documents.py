"""PDF/A-3a and PDF/UA-1 by page-validation, words of PDF against HTML, and axe's rules in a headless browser."""
import bisect
import csv
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import page
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

root = pathlib.Path(sys.argv[1])
faults = 0


def fault(path, message):
    global faults
    faults += 1
    print(f"{path.name}: {message}")


class Words(html.parser.HTMLParser):
    """The words of a page's main part, without those of drawings, which PDF sets glyph by glyph."""

    def __init__(self):
        super().__init__()
        self.text, self.inside, self.skipped = [], 0, 0

    def handle_starttag(self, tag, attributes):
        if tag == "main":
            self.inside += 1
        elif tag == "svg":
            self.skipped += 1

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside -= 1
        elif tag == "svg":
            self.skipped -= 1
        elif tag in ("td", "th", "p", "li", "dt", "dd", "h2", "h3", "h4", "caption", "figcaption"):
            self.text.append(" ")

    def handle_data(self, data):
        if self.inside and not self.skipped:
            self.text.append(data)


def text_of(markup):
    """The words of a piece of a page's main part."""
    words = Words()
    words.inside = 1
    words.feed(markup)
    return "".join(words.text)


def letters(text):
    """A text without its spaces, the places where a line may break, and the marks of direction that pdftotext adds."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069✓✗◆▲○-]+", "", text)


def main(page):
    """The markup of a page's main part, without the labels that only a page has."""
    text = page.read_text()
    text = text[text.index("<main"):text.index("</main>")]
    return re.sub(r"<svg.*?</svg>", "", text, flags=re.S).replace('<p class="source">Source: ', '<p class="source">')


def found(text, pages):
    """Whether a text stands on a page of the PDF, or begins at the end of one and goes on upon the next."""
    if any(text in page for page in pages):
        return True
    if len(text) > LONG and any(goes_on(text, pages[start:]) for start in range(len(pages))):
        return True
    return any(
        first.endswith(text[:cut]) and text[cut:] in second
        for first, second in zip(pages, pages[1:])
        for cut in range(1, len(text))
    )


LONG = 1000


def goes_on(text, pages):
    """Whether a text that is longer than a page goes on from page to page, beside other cells: in parts that are long, too."""
    for page in pages:
        part = bisect.bisect_left(range(1, len(text) + 1), True, key=lambda length: text[:length] not in page)
        if part == len(text):
            return True
        if part < LONG // 2:
            return False
        text = text[part:]
    return False


profiles = [p for p in page.ValidationProfile if re.search(r"A_?3_?A|UA_?1", p.name, re.I)]
if len(profiles) != 2:
    sys.exit(f"page-validation has other profiles than expected: {[p.name for p in page.ValidationProfile]}")

for pdf in sorted((root / "reports").glob("*.pdf")):
    for profile in profiles:
        result = page.validate_pdf(str(pdf), profile=profile)
        for failure in result.failures[:5]:
            fault(pdf, f"{profile.name}: {failure.message}")
        if not result.is_compliant and not result.failures:
            fault(pdf, f"{profile.name}: not compliant")
    twin = pdf.with_suffix(".html")
    if twin.exists():
        parser = Words()
        parser.feed(twin.read_text())
        # In the order of the content, which is that of reading: a cell's lines follow one another.
        drawn = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True).stdout
        pages = [letters(page) for page in drawn.split("\f")]
        # Every cell, line and label of the page must be found among the letters of the PDF, whole.
        for block in re.findall(r"<(td|th|p|li|dt|dd|caption|figcaption|h2|h3|h4)\b[^>]*>(.*?)</\1>", main(twin), re.S):
            words = text_of(block[1])
            if not found(letters(words), pages):
                fault(pdf, f"lacks '{' '.join(words.split())[:80]}' of the HTML")

# The workbook as LibreOffice reads it, against the same matrix as CSV; a quote before a formula's sign is CSV's own guard.
office = shutil.which("soffice")
for book in sorted((root / "matrix").glob("*.xlsx")) if office else []:
    with tempfile.TemporaryDirectory() as folder:
        options = [f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                   "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder]
        subprocess.run([office, *options, str(book)], capture_output=True, check=True)
        read = list(csv.reader(open(f"{folder}/{book.stem}.csv", newline="", encoding="utf-8")))
    wanted = list(csv.reader(open(book.with_suffix(".csv"), newline="", encoding="utf-8")))
    plain = [[re.sub(r"^'(?=[=+@\t\r-])", "", cell) for cell in row] for row in wanted]
    for number, (row, other) in enumerate(zip(plain, read), 1):
        for cell, seen in zip(row, other):
            if cell.split() != seen.split():
                fault(book, f"line {number}: LibreOffice shows '{seen[:60]}' for '{cell[:60]}'")
    if len(plain) != len(read):
        fault(book, f"LibreOffice shows {len(read)} lines of {len(plain)}")

def check_print(tab, file):
    """Prints a page, and looks for each table's head on every sheet that has rows of it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as sheet:
        tab.pdf(path=sheet.name, prefer_css_page_size=True)
        drawn = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", sheet.name, "-"], capture_output=True, text=True).stdout
    pages = [letters(page) for page in drawn.split("\f")]
    tables = [
        [letters(text_of(row)) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)]
        for table in re.findall(r"<table>.*?</table>", file.read_text(), re.S)
    ]
    everything = "\n".join(row for table in tables for row in table)
    for head, *rows in tables:
        # Words that stand in another row, too, do not tell whose row it is.
        own = [row for row in rows if row and everything.count(row) == 1]
        for page in pages:
            if sum(row in page for row in own) > 2 and head not in page:
                fault(file, f"printed, a sheet lacks the head '{head[:60]}' above rows of its table")
                break


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    # The page's own policy forbids every other script: axe is let in past it.
    tab = browser.new_context(bypass_csp=True).new_page()
    for file in sorted(root.rglob("*.html")):
        tab.goto(file.as_uri())
        check_print(tab, file)
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            for violation in Axe().run(tab).response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                fault(file, f"axe, {scheme}: {violation['id']}: {violation['help']} at {targets}")
    browser.close()

sys.exit(1 if faults else 0)
